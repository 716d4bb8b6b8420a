"""The vocabulary described from its own files: its documents, the checks of it, its page of documentation."""
