"""What every test of the game shares: properties are tried in examples, not against a clock that others share."""

from hypothesis import settings

settings.register_profile("foyer", deadline=None)
settings.load_profile("foyer")
