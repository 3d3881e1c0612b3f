"""A worker process: `python -m app.supervisor LISTENING BEAT`, as its parent starts it.

It is no command of `desk`: a worker that died is replaced within a second, and the command line takes half
of that to load.
"""

import sys

from app import logs
from app.main import create_app
from app.settings import Settings
from app.supervisor.ending import end_now
from app.supervisor.server import run_worker

settings = Settings()
logs.set_up(settings.log_level, settings.log_format)
end_now(run_worker(create_app(settings), settings, listening=int(sys.argv[1]), beat=int(sys.argv[2])))
