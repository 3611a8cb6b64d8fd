"""Alembic, with its configuration in code: there is no path to set and no file to find."""
