"""A bank transfer as an invoice asks for it: what somebody types over, and the QR code that a banking app reads.

The code is that of the European Payments Council (EPC069-12): twelve lines of text, empty ones at the end left out,
in a QR code of level M and at most version 13. The Belgian reference goes as its twelve digits in the line for
structured references, as in a payment file: out of the line for free text some banking apps make a message.
Pure: facts in, text or picture out.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from portal.invoices.document import Seller

if TYPE_CHECKING:
    import segno

NAME_MAX = 70
CENTS_MAX = 99_999_999_999
LARGEST = 13
INK = "#2a1020"


@dataclass(frozen=True)
class Transfer:
    name: str
    iban: str
    """Without spaces."""
    bic: str
    cents: int
    structured: str
    """Twelve digits."""

    @property
    def payload(self) -> str:
        """The text in the code."""
        if not 0 < self.cents <= CENTS_MAX:
            raise ValueError(f"{self.cents} cents can't be transferred")
        euros = f"EUR{self.cents // 100}.{self.cents % 100:02d}"
        # Version 002 does without a BIC; 1 is UTF-8; no purpose.
        name = " ".join(self.name.split())[:NAME_MAX]
        return "\n".join(("BCD", "002", "1", "SCT", self.bic, name, self.iban, euros, "", self.structured))

    def as_svg(self) -> str:
        """The code as the address of a picture, for a page."""
        return self._code().svg_data_uri(scale=5, border=4, dark=INK, light="#fff")

    def as_png(self) -> BytesIO:
        out = BytesIO()
        self._code().save(out, kind="png", scale=8, border=2, dark=INK, light="#ffffff")
        out.seek(0)
        return out

    def _code(self) -> "segno.QRCode":
        # Here and not above: few pages and no command ask for one.
        import segno

        code = segno.make_qr(self.payload, error="m", boost_error=False, encoding="utf-8")
        if int(code.version) > LARGEST:
            raise ValueError(f"version {code.version} is too large for a code to pay with")
        return code


def transfer_to(seller: Seller, structured: str | None, cents: int) -> Transfer | None:
    """How to pay so much on an invoice; None when nothing is open, or it is a credit note."""
    if structured is None or cents <= 0:
        return None
    return Transfer(seller.name, seller.iban, seller.bic, cents, structured)
