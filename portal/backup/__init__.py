"""`foyer portal backup` and `restore`: everything of a portal in one file, and back into an empty one.

The rows are kept as lines of JSON and not as a copy of the database, so that one format serves SQLite and PostgreSQL,
no program besides Foyer is needed, and a portal that outgrew SQLite moves by a backup and a restore.
"""
