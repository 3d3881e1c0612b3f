"""The command line as `python -m app.cli`, which is how a parent starts its workers."""

from app.cli.application import main

main()
