"""What the server and the worker write to standard error: a line for people, or one JSON object an event.

Passwords, names and addresses of people are no part of it; a booking is named by its reference or number.
"""

import json
import logging
import os
from datetime import UTC, datetime

from portal.settings import Settings

TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class JsonLines(logging.Formatter):
    """One line an event, also of one with a traceback: `at`, `level`, `logger`, `process`, `message`, `error`."""

    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": os.getpid(),
            "message": record.getMessage(),
        }
        if record.exc_info:
            fields["error"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False)


def configure(settings: Settings) -> None:
    """Send what is at least as grave as `FOYER_LOG` to standard error, in the form of `FOYER_LOG_FORMAT`."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if settings.log_format == "json" else logging.Formatter(TEXT))
    logging.basicConfig(level=settings.log.upper(), handlers=[handler], force=True)
    if settings.log != "debug":
        # A migration tells its every step, and the server that its queue has a line in it.
        for chatty in ("alembic", "waitress.queue"):
            logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.getLogger().level))
