"""The Dutch words of invoices and payments, for pages, letters and the command line."""

from portal.invoices.bank import OTHER_ACCOUNT, Intake
from portal.invoices.camt import Why
from portal.invoices.models import How
from portal.invoices.queries import Stage
from portal.invoices.vat import Rate
from portal.web.formats import count

STAGES = {
    Stage.OPEN: ("te betalen", "plain"),
    Stage.PART: ("deels betaald", "few"),
    Stage.OVERDUE: ("vervallen", "full"),
    Stage.PAID: ("betaald", "free"),
    Stage.OVERPAID: ("te veel betaald", "gold"),
    Stage.CREDITED: ("gecrediteerd", "plain"),
    Stage.CREDIT_NOTE: ("creditnota", "plain"),
}
"""The word of a stage and the tone of its badge."""

HOWS = {
    How.TRANSFER: "overschrijving",
    How.CASH: "contant",
    How.CARD: "kaart",
    How.BANK_FILE: "uit het rekeninguittreksel",
    How.SETTLED: "verrekend",
}
BY_HAND = (How.TRANSFER, How.CASH, How.CARD)

RATES = {Rate.EXEMPT: "vrijgesteld (artikel 44)", Rate.LOW: "6 %", Rate.HIGH: "21 %"}

OUTCOMES = {"matched": "betaald", "part": "deels betaald", "over": "te veel", "unknown": "te bekijken"}

WHYS = {
    Why.TOO_LARGE: "dit bestand is te groot",
    Why.NOT_XML: "dit is geen camt.053: het bestand is stuk of van een ander soort",
    Why.DOCTYPE: "dit bestand heeft een documenttype, en dat hoort niet in een rekeninguittreksel",
    Why.OTHER_KIND: "dit is XML, maar geen camt.053",
    Why.BROKEN: "er staat iets in dat niet te lezen is",
    Why.NO_STATEMENT: "er staat geen rekeninguittreksel in",
    OTHER_ACCOUNT: "dit is van een andere rekening dan die van dit huis",
}


def why_words(why: str, detail: str = "") -> str:
    """Why a file was refused, as a sentence without a full stop."""
    said = WHYS.get(why, "dit bestand is niet te lezen")
    return f"{said} ({detail})" if detail else said


def intake_words(intake: Intake) -> list[str]:
    """What a file came to, a line for each thing worth telling."""
    lines = [
        f"{count(len(intake.outcomes), 'nieuwe betaling', 'nieuwe betalingen')} uit "
        f"{count(intake.statements, 'uittreksel', 'uittreksels')}: {intake.count('matched')} juist, "
        f"{intake.count('part')} deels, {intake.count('over')} te veel, {intake.count('unknown')} te bekijken."
    ]
    if intake.known:
        lines.append(f"Al ingelezen in een eerder bestand: {count(intake.known, 'betaling', 'betalingen')}.")
    if intake.announced:
        lines.append(f"Nog niet geboekt door de bank: {count(intake.announced, 'verrichting', 'verrichtingen')}.")
    if intake.other_currency:
        lines.append(f"In een andere munt, niet ingelezen: {intake.other_currency}.")
    if intake.other_accounts:
        lines.append(f"Van een andere rekening, dus niet ingelezen: {', '.join(intake.other_accounts)}.")
    return lines
