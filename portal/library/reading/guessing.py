"""Guesses at the picture PIN of an animal, counted together wherever the pictures are asked for."""

from limits import RateLimitItemPerMinute

from portal.library.models import Animal
from portal.web.limits import refuse_after_guessing, refuse_guessing

WRONG_PINS = RateLimitItemPerMinute(10, multiples=10)
"""Ten wrong picture PINs in ten minutes for one animal: enough for a child that forgot, and it takes somebody who
tries all 729 half a day, in sight of the class."""


def refuse_pin_guesser(set_id: int, animal: Animal | None) -> None:
    """429 once this animal's pictures were guessed too often, also for the right ones; None: no animal was named."""
    refuse_after_guessing(_what(set_id, animal), WRONG_PINS)


def count_wrong_pin(set_id: int, animal: Animal | None) -> None:
    refuse_guessing(_what(set_id, animal), WRONG_PINS)


def _what(set_id: int, animal: Animal | None) -> str:
    return f"pin-{set_id}-{animal.value if animal else ''}"
