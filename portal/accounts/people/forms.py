"""What is typed to come in: an invitation, a registration, a new account."""

from collections.abc import Sequence

from email_validator import EmailNotValidError, validate_email
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, PasswordField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from portal.accounts.keys.rules import LONG, PASSWORD_MAX, password_problem
from portal.accounts.models import Role
from portal.accounts.people.houses import ROLES, House

NAME_MAX = 120
EMAIL_MAX = 254


def _one_line(text: str | None) -> str | None:
    return " ".join(text.split()) if text else text


def is_address(_form: FlaskForm, field: Field) -> None:
    try:
        field.data = validate_email(field.data, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        raise ValidationError("Dit is geen volledig e-mailadres.") from None


def _email(label: str) -> EmailField:
    return EmailField(
        label,
        validators=[InputRequired("Vul een e-mailadres in."), Length(max=EMAIL_MAX, message="Te lang."), is_address],
        filters=[lambda text: text.strip() if text else text],
    )


def _name() -> StringField:
    return StringField(
        "Voornaam en naam",
        validators=[
            InputRequired("Vul je naam in: je collega's moeten je herkennen."),
            Length(min=2, max=NAME_MAX, message=f"Tussen 2 en {NAME_MAX} tekens."),
        ],
        filters=[_one_line],
    )


class InviteForm(FlaskForm):
    email = _email("E-mailadres")
    roles = SelectMultipleField(
        "Wat mag deze collega?",
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[InputRequired("Kies minstens één rol.")],
    )

    def offer(self, house: House) -> "InviteForm":
        """The roles of this house; where there is one it is the one."""
        self.roles.choices = [(role.value, ROLES[role].name) for role in house.desk.roles]
        if len(house.desk.roles) == 1:
            self.roles.validators = []
            self.roles.data = [house.desk.manager.value]
        return self

    @property
    def chosen(self) -> list[Role]:
        return [Role(one) for one in self.roles.data or ()]


class AccountForm(FlaskForm):
    """A new account for an address that an invitation was mailed to."""

    name = _name()
    password = PasswordField(
        "Wachtwoord", validators=[InputRequired("Kies een wachtwoord."), Length(max=PASSWORD_MAX, message=LONG)]
    )

    def is_strong(self, about: Sequence[str]) -> bool:
        """Whether the password is good enough; says why not next to the field."""
        problem = password_problem(self.password.data or "", about=[self.name.data or "", *about])
        if problem is not None:
            self.password.errors = [problem]
        return problem is None


class RegisterForm(AccountForm):
    """A teacher of a school that was chosen before."""

    email = _email("E-mailadres van je school")


class ConfirmForm(FlaskForm):
    password = PasswordField(
        "Het wachtwoord dat je koos",
        validators=[InputRequired("Vul het wachtwoord in."), Length(max=PASSWORD_MAX, message=LONG)],
    )
