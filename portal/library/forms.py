"""Forms of the library: assign a title to a class, type a class code."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from portal.library.models import COPIES_MAX


class Day(DateField):
    """A day, refused in Dutch. Also as people type it where the browser has no calendar to pick from."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, format=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"], **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Vul een datum in, als 31-01-2027.") from None


class WholeNumber(IntegerField):
    """A whole number, refused in Dutch."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Vul een geheel getal in.") from None


COPIES = (
    InputRequired("Vul een aantal in."),
    NumberRange(min=1, max=COPIES_MAX, message=f"Vul een getal van 1 tot {COPIES_MAX} in."),
)


class AssignForm(FlaskForm):
    """A class, a period, and how many copies."""

    class_group_id = SelectField("Klas", coerce=int, validators=[InputRequired("Kies een klas.")])
    first = Day("Van", validators=[InputRequired("Kies een eerste dag.")])
    last = Day("Tot en met", validators=[InputRequired("Kies een laatste dag.")])
    copies = WholeNumber("Aantal exemplaren", validators=COPIES)
    key = HiddenField(validators=[InputRequired(), Length(max=40)])


class PeriodForm(FlaskForm):
    """Other days for a set that there is."""

    first = Day("Van", validators=[InputRequired("Kies een eerste dag.")])
    last = Day("Tot en met", validators=[InputRequired("Kies een laatste dag.")])


class CopiesForm(FlaskForm):
    """Another number of copies for a set that there is."""

    copies = WholeNumber("Aantal exemplaren", validators=COPIES)


class CodeForm(FlaskForm):
    code = StringField("Klascode", validators=[InputRequired("Typ de code van je klas."), Length(max=30)])
