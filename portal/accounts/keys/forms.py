"""Forms of the keys of an account. Messages are Dutch and stand next to their field."""

from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from portal.accounts.keys.rules import LONG, PASSWORD_MAX
from portal.accounts.keys.service import NAME_MAX, TOKEN_NAME_MAX

CODE_MAX = 40
"""Longer than any code, with room for how people write them."""


def _tidy(text: str | None) -> str | None:
    return " ".join(text.split()) if text else text


def _new_password() -> PasswordField:
    return PasswordField(
        "Nieuw wachtwoord",
        validators=[InputRequired("Kies een nieuw wachtwoord."), Length(max=PASSWORD_MAX, message=LONG)],
    )


def _own_password(label: str = "Je wachtwoord") -> PasswordField:
    return PasswordField(
        label, validators=[InputRequired("Vul je wachtwoord in."), Length(max=PASSWORD_MAX, message=LONG)]
    )


def _code(label: str) -> StringField:
    return StringField(
        label, validators=[InputRequired("Vul een code in."), Length(max=CODE_MAX, message="Zo lang is geen code.")]
    )


class ForgottenForm(FlaskForm):
    email = EmailField(
        "E-mailadres",
        validators=[InputRequired("Vul je e-mailadres in."), Length(max=254, message="Zo lang is geen e-mailadres.")],
    )


class ResetForm(FlaskForm):
    password = _new_password()


class ResetWithCodeForm(ResetForm):
    """For who has a second step."""

    code = _code("Code van je telefoon, of een herstelcode")


class CodeForm(FlaskForm):
    code = _code("Code")


class NameForm(FlaskForm):
    name = StringField(
        "Naam",
        validators=[
            DataRequired("Vul je naam in."),
            Length(max=NAME_MAX, message=f"Hou het bij {NAME_MAX} tekens."),
        ],
        filters=[_tidy],
    )


class PasswordForm(FlaskForm):
    current = _own_password("Je wachtwoord van nu")
    password = _new_password()


class TurnOnForm(FlaskForm):
    """The password once more: who finds a desk unlocked must not put a lock of their own on it."""

    current = _own_password()
    code = _code("Code van zes cijfers")


class StepForm(FlaskForm):
    """To turn the second step off, or to get other codes on paper."""

    current = _own_password()
    code = _code("Code van je telefoon, of een herstelcode")


class TokenForm(FlaskForm):
    program = StringField(
        "Voor welk programma?",
        validators=[
            DataRequired("Geef de sleutel een naam, dan weet je later waarvoor hij dient."),
            Length(max=TOKEN_NAME_MAX, message=f"Hou het bij {TOKEN_NAME_MAX} tekens."),
        ],
        filters=[_tidy],
    )
    token_password = _own_password()
