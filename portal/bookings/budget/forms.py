"""Sums as people type them."""

import re

TYPED = re.compile(r"€?\s*([0-9]{1,5})(?:[.,]([0-9]{1,2}))?")


def read_euro(typed: str) -> int | None:
    """Cents of "95", "€ 4,50" or "4.5"; None for what is no sum."""
    found = TYPED.fullmatch(typed.replace("\u00a0", " ").strip())
    if found is None:
        return None
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


def show_euro(cents: int) -> str:
    """As it stands in a field: "95" or "4,50"."""
    whole, rest = divmod(cents, 100)
    return f"{whole},{rest:02d}" if rest else str(whole)
