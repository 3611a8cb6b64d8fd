"""Why an invoice, a credit note or a payment is refused. Facts only; the web edge finds the words."""

from portal.errors import Refusal


class NoBilling(Refusal):
    """The house hasn't said yet who sends its invoices."""

    code = "no_billing"


class NothingToInvoice(Refusal):
    """What was asked is invoiced by now, or there is nothing owed."""

    code = "nothing_to_invoice"


class NothingToCredit(Refusal):
    """These lines were taken back before, or there are none."""

    code = "nothing_to_credit"


class NoSuchInvoice(Refusal):
    code = "invoice_unknown"


class BadAmount(Refusal):
    """A payment of nothing, or more than anybody pays."""

    code = "bad_amount"

    def __init__(self, cents: int) -> None:
        super().__init__(cents)
        self.cents = cents


class MoreThanPaid(Refusal):
    """Nobody gets back more than was paid."""

    code = "more_than_paid"

    def __init__(self, cents: int, paid_cents: int) -> None:
        super().__init__(cents, paid_cents)
        self.cents = cents
        self.paid_cents = paid_cents


class AlreadyDecided(Refusal):
    """Somebody else said what this money is."""

    code = "already_decided"


class NoAddress(Refusal):
    """The school has no e-mail address to send it to, or none on the Peppol network."""

    code = "no_address"


class BadStatement(Refusal):
    """A file that is no camt.053, or that nobody should open. `why` is a word of `camt.Why`."""

    code = "bad_statement"

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(why, detail)
        self.why = why
        self.detail = detail
