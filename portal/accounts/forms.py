"""Forms of the accounts pages. Messages are Dutch and stand next to their field."""

from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, IntegerField, PasswordField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from portal.accounts.keys.rules import LONG, PASSWORD_MAX
from portal.accounts.models import ClassLevel
from portal.web.formats import level_name


class LoginForm(FlaskForm):
    email = EmailField(
        "E-mailadres",
        validators=[InputRequired("Vul je e-mailadres in."), Length(max=254, message="Zo lang is geen e-mailadres.")],
    )
    password = PasswordField(
        "Wachtwoord", validators=[InputRequired("Vul je wachtwoord in."), Length(max=PASSWORD_MAX, message=LONG)]
    )
    volgende = HiddenField()


class ClassForm(FlaskForm):
    """A class: a name, a level and a count, never pupils' names."""

    name = StringField(
        "Naam van de klas",
        validators=[
            InputRequired("Geef de klas een naam, bijvoorbeeld 4A."),
            Length(max=40, message="Hou het kort."),
        ],
        filters=[lambda text: " ".join(text.split()) if text else text],
    )
    level = SelectField(
        "Niveau",
        choices=[
            SelectChoice("", "Kies een niveau"),
            *(SelectChoice(one.value, level_name(one)) for one in ClassLevel),
        ],
        validators=[InputRequired("Kies een niveau.")],
    )
    pupils = IntegerField(
        "Aantal leerlingen",
        validators=[
            InputRequired("Vul een aantal in."),
            NumberRange(min=1, max=60, message="Vul een getal van 1 tot 60 in."),
        ],
    )
