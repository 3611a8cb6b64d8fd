"""How much a test tries: as much as every commit can wait for, or with FOYER_ALL all that it can.

`FOYER_ALL=1 pytest tests/portal/bookings/test_any_order_of_all.py`; the whole suite takes an hour so, on two cores.
"""

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

ALL = "FOYER_ALL" in os.environ


def tries(usual: int, whole: int) -> int:
    return whole if ALL else usual


def share(things: Sequence[T], turn: int, of: int) -> Sequence[T]:
    """Every `of`-th one, in each turn others; for where all for all would ask the same a thousand times."""
    return things if ALL else things[turn % of :: of]
