"""The SPARQL endpoint and linked-data API over a built graph."""

from api.app import create_app
from api.settings import Settings

__all__ = ["Settings", "create_app"]
