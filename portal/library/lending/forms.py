"""What a teacher fills in to have a title for a class: whose, which days, how many."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField
from wtforms.validators import InputRequired, Length, NumberRange

from portal.library.fields import Day, WholeNumber
from portal.library.models import COPIES_MAX

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
