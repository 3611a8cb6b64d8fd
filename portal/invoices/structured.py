"""The structured reference of Belgian payments, +++ddd/dddd/ddddd+++: ten digits and what they leave modulo 97.

With it a payment finds its invoice by itself. The format is that of the Belgian banks (Febelfin):
twelve digits, the last two are the first ten modulo 97, and 97 where that is 0. Pure.
"""

import re

MODULUS = 97
NUMBER_MAX = 9_999_999_999

WRITTEN = re.compile(r"[+*]{3}\s*(\d{3})\s*/\s*(\d{4})\s*/\s*(\d{5})\s*[+*]{3}")
LOOSE = re.compile(r"(?<!\d)(\d{3})[ /.-]?(\d{4})[ /.-]?(\d{5})(?!\d)")


class NotStructured(ValueError):
    """No structured reference: not twelve digits, or the last two don't fit the rest."""


def structured(number: int) -> str:
    """The twelve digits of a reference; `number` is 0 to 9 999 999 999."""
    if not 0 <= number <= NUMBER_MAX:
        raise ValueError(f"{number} has more than ten digits")
    return f"{number:010d}{number % MODULUS or MODULUS:02d}"


def show(digits: str) -> str:
    """Twelve digits as they stand on an invoice: "+++090/9337/55493+++"."""
    return f"+++{digits[:3]}/{digits[3:7]}/{digits[7:]}+++"


def is_structured(digits: str) -> bool:
    return re.fullmatch(r"[0-9]{12}", digits) is not None and structured(int(digits[:10])) == digits


def read(text: str) -> str:
    """The twelve digits of a reference however somebody typed it: with or without signs, slashes and spaces.

    Raises:
        NotStructured: it isn't one.
    """
    digits = re.sub(r"[\s+*/.\-]", "", text)
    if not is_structured(digits):
        raise NotStructured(text)
    return digits


def find(text: str) -> list[str]:
    """The references in a free text, such as a bank's message; each once, in order, only those whose digits fit."""
    found = ["".join(parts) for pattern in (WRITTEN, LOOSE) for parts in pattern.findall(text)]
    return list(dict.fromkeys(digits for digits in found if is_structured(digits)))
