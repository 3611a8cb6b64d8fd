"""Numbers that carry their own check: enterprise and VAT numbers, IBANs, addresses on the Peppol network. Pure."""

import re

ENTERPRISE_SCHEME = "0208"
"""Peppol's code for the Belgian enterprise number (Electronic Address Scheme list)."""


class BadNumber(ValueError):
    """The digits don't fit each other, or it is no such number at all."""


def read_enterprise(text: str) -> str:
    """Ten digits of a Belgian enterprise number, from "BE 0123.456.749" or the like; "" for an empty field.

    The last two digits are 97 minus the first eight modulo 97 (Kruispuntbank van Ondernemingen). Numbers of nine
    digits are from before 2005 and get their 0.

    Raises:
        BadNumber
    """
    digits = re.sub(r"[\s.\-/]", "", text.upper()).removeprefix("BE")
    if not digits:
        return ""
    digits = digits.zfill(10) if len(digits) == 9 else digits
    if not re.fullmatch(r"[01][0-9]{9}", digits) or int(digits[8:]) != 97 - int(digits[:8]) % 97:
        raise BadNumber(text)
    return digits


def show_enterprise(digits: str) -> str:
    """ "0123.456.749"."""
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}" if digits else ""


def enterprise(first: int) -> str:
    """A whole number from its first eight digits, for examples and tests."""
    return f"{first:08d}{97 - first % 97:02d}"


IBAN_LENGTHS = {"BE": 16, "NL": 18, "LU": 20, "FR": 27, "DE": 22}
"""Of the countries next door; elsewhere the check alone decides."""


def read_iban(text: str) -> str:
    """An IBAN without spaces, checked (ISO 13616: the rearranged number is 1 modulo 97); "" for an empty field.

    Raises:
        BadNumber
    """
    iban = re.sub(r"[\s.\-]", "", text.upper())
    if not iban:
        return ""
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", iban) or len(iban) != IBAN_LENGTHS.get(
        iban[:2], len(iban)
    ):
        raise BadNumber(text)
    if int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 != 1:
        raise BadNumber(text)
    return iban


def show_iban(iban: str) -> str:
    """In groups of four, as on a bank card."""
    return " ".join(iban[at : at + 4] for at in range(0, len(iban), 4))


def iban_of(country: str, account: str) -> str:
    """The IBAN of an account number, for examples and tests."""
    check = 98 - int("".join(str(int(sign, 36)) for sign in f"{account}{country}00")) % 97
    return f"{country}{check:02d}{account}"


def read_peppol(text: str) -> str:
    """An address on the Peppol network, "0208:0123456749"; "" for an empty field.

    Raises:
        BadNumber: no scheme of four digits in front, or an enterprise number that can't be one.
    """
    address = re.sub(r"\s", "", text)
    if not address:
        return ""
    scheme, _, value = address.partition(":")
    if not re.fullmatch(r"[0-9]{4}", scheme) or not re.fullmatch(r"[A-Za-z0-9._\-:]{1,50}", value):
        raise BadNumber(text)
    return f"{scheme}:{read_enterprise(value)}" if scheme == ENTERPRISE_SCHEME else f"{scheme}:{value}"
