"""The game: a whole class plays it at the board, a few days before its school show."""

import os

# Read when pygame is imported, which any module of this package may be the first to do.
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # Looking for them reads the records of every package.
