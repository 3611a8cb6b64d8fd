"""Forms of the library: assign a title to a class, type a class code."""

from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from portal.library.models import COPIES_MAX


class AssignForm(FlaskForm):
    """A class, a period, and how many copies."""

    class_group_id = SelectField("Klas", coerce=int, validators=[InputRequired("Kies een klas.")])
    first = DateField("Van", validators=[InputRequired("Kies een eerste dag.")])
    last = DateField("Tot en met", validators=[InputRequired("Kies een laatste dag.")])
    copies = IntegerField(
        "Aantal exemplaren",
        validators=[
            InputRequired("Vul een aantal in."),
            NumberRange(min=1, max=COPIES_MAX, message=f"Vul een getal van 1 tot {COPIES_MAX} in."),
        ],
    )
    key = HiddenField(validators=[InputRequired(), Length(max=40)])


class CodeForm(FlaskForm):
    code = StringField("Klascode", validators=[InputRequired("Typ de code van je klas."), Length(max=30)])
