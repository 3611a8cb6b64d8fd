"""`python -m content` is `foyer pack`, for who has only the content."""

from content.cli import pack

pack(prog_name="python -m content")
