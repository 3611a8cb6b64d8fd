"""Forms of the invoicing pages. Messages are Dutch and stand next to their field."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from portal.invoices.numbers import BadNumber, read_enterprise, read_iban, read_peppol
from portal.invoices.payments import CENTS_MAX
from portal.invoices.vat import Rate
from portal.invoices.words import BY_HAND, HOWS, RATES

REQUIRED = "Vul dit in: het staat op elke factuur."


def _tidy(text: str | None) -> str:
    return " ".join((text or "").split())


def _line(label: str, longest: int, *, needed: bool = True) -> StringField:
    checks: list[Any] = [Length(max=longest, message=f"Hoogstens {longest} tekens.")]
    return StringField(label, filters=[_tidy], validators=[InputRequired(REQUIRED), *checks] if needed else checks)


def _number(label: str, read: Callable[[str], str], wrong: str, *, needed: bool = False) -> StringField:
    """A number that carries its own check; the field holds it as it is stored."""

    def check(_form: FlaskForm, field: StringField) -> None:
        try:
            field.data = read(field.data or "")
        except BadNumber:
            raise ValidationError(wrong) from None

    return StringField(label, validators=[InputRequired(REQUIRED), check] if needed else [check])


MAIL = r"[^@\s]+@[^@\s]+\.[^@\s]+$"
BAD_ENTERPRISE = "Dit ondernemingsnummer kan niet juist zijn: kijk de tien cijfers na."
BAD_IBAN = "Dit rekeningnummer kan niet juist zijn: kijk het na."
BAD_PEPPOL = "Zo ziet een Peppol-adres er niet uit; bijvoorbeeld 0208:0123456749."


def _email(label: str) -> EmailField:
    return EmailField(
        label,
        filters=[_tidy],
        validators=[
            Length(max=254),
            Optional(),
            Regexp(MAIL, message="Dit is geen e-mailadres."),
        ],
    )


class CentreBillingForm(FlaskForm):
    """Who sends the invoices."""

    legal_name = _line("Officiële naam", 120)
    street = _line("Straat en nummer", 120)
    postal_code = _line("Postcode", 10)
    city = _line("Gemeente", 60)
    enterprise = _number("Ondernemingsnummer", read_enterprise, BAD_ENTERPRISE, needed=True)
    has_vat_number = BooleanField("Dat nummer is ook een btw-nummer")
    iban = _number("Rekening (IBAN)", read_iban, BAD_IBAN, needed=True)
    bic = StringField(
        "BIC",
        filters=[lambda text: _tidy(text).upper().replace(" ", "")],
        validators=[Optional(), Regexp(r"[A-Z0-9]{8}([A-Z0-9]{3})?$", message="Een BIC telt 8 of 11 tekens.")],
    )
    email = _email("E-mail voor vragen over facturen")
    prefix = StringField(
        "Voor het nummer",
        filters=[lambda text: _tidy(text).upper()],
        validators=[
            InputRequired("Kies een letter of wat."),
            Regexp(r"[A-Z]{1,8}$", message="Een tot acht letters."),
        ],
        default="F",
    )
    rate = SelectField("Btw op wat je aanbiedt", choices=[SelectChoice(one.value, RATES[one]) for one in Rate])
    remind_after_days = IntegerField(
        "Stuur vanzelf een herinnering, zoveel dagen na de vervaldag",
        validators=[Optional(), NumberRange(min=1, max=120, message="Vul een getal van 1 tot 120 in.")],
    )

    def validate_has_vat_number(self, field: BooleanField) -> None:
        if self.rate.data != Rate.EXEMPT and not field.data:
            raise ValidationError("Wie btw aanrekent, heeft een btw-nummer.")


class SchoolBillingForm(FlaskForm):
    """To whom the invoices of a school go."""

    name = _line("Naam op de factuur", 120)
    street = _line("Straat en nummer", 120)
    postal_code = _line("Postcode", 10)
    city = _line("Gemeente", 60)
    enterprise = _number("Ondernemingsnummer (KBO)", read_enterprise, BAD_ENTERPRISE)
    email = _email("E-mail van de boekhouding")
    peppol = _number("Adres op Peppol", read_peppol, BAD_PEPPOL)
    order_reference = _line("Jullie referentie", 60, needed=False)


def read_cents(text: str) -> int | None:
    """ "187,50" or "€ 1.187,5" as cents; None for what is no amount."""
    plain = text.replace("€", "").replace("\u00a0", "").replace(" ", "").strip()
    if "," in plain:
        plain = plain.replace(".", "")
    found = re.fullmatch(r"([0-9]{1,7})(?:[.,]([0-9]{0,2}))?", plain)
    return None if found is None else int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


class MoneyForm(FlaskForm):
    """A payment, or money that went back."""

    amount = StringField("Bedrag", validators=[InputRequired("Vul een bedrag in.")])
    paid_on = DateField("Op", validators=[InputRequired("Kies een dag.")])
    how = SelectField("Hoe", choices=[SelectChoice(one.value, HOWS[one]) for one in BY_HAND])
    note = _line("Nota", 150, needed=False)

    def validate_amount(self, field: StringField) -> None:
        cents = read_cents(field.data or "")
        if cents is None or not 0 < cents <= CENTS_MAX:
            raise ValidationError("Vul een bedrag in, bijvoorbeeld 187,50.")

    @property
    def cents(self) -> int:
        return read_cents(self.amount.data or "") or 0


def money_form(today: date, cents: int) -> MoneyForm:
    """An empty form for a payment of today; `cents` stand in it already, if any."""
    return MoneyForm(paid_on=today, amount=f"{cents // 100},{cents % 100:02d}" if cents else "", formdata=None)
