"""All tables of the portal: importing this makes the metadata complete."""

import importlib
import importlib.util

from portal.db import Base

for _name in ("accounts", "places", "offers", "bookings", "outbox", "packs", "visits", "library"):
    if importlib.util.find_spec(f"portal.{_name}.models"):
        importlib.import_module(f"portal.{_name}.models")

metadata = Base.metadata
