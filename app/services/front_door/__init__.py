"""The front door: how the desk stands, read from the rows, and the sign that tells it to everybody."""

from app.services.front_door.doorkeeper import Doorkeeper
from app.services.front_door.sign import Posted, Sign

__all__ = ["Doorkeeper", "Posted", "Sign"]
