"""Which recogniser of names is used: a setting, read without loading any."""

from __future__ import annotations

VARIABLE = "BESLUTSGRAF_NER"
"""The environment variable that names the recogniser, where the command line does not."""
OFF, OWN = "off", "beslutsgraf_sv"
"""None at all, and the one that ships with the package; anything else is a package or a folder."""
