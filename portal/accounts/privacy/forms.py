"""What is asked before an account is erased."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, PasswordField
from wtforms.validators import InputRequired, Length

from portal.accounts.keys.rules import LONG, PASSWORD_MAX


class EraseForm(FlaskForm):
    password = PasswordField(
        "Je wachtwoord", validators=[InputRequired("Vul je wachtwoord in."), Length(max=PASSWORD_MAX, message=LONG)]
    )
    sure = BooleanField(
        "Ja, wis mijn account. Dit kan niet ongedaan gemaakt worden.",
        validators=[InputRequired("Vink dit aan als je zeker bent.")],
    )
