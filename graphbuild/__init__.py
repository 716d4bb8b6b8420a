"""Read the minutes of Swedish regions and municipalities into a validated knowledge graph."""

__version__ = "0.1.0"
