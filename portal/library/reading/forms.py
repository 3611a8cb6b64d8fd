"""What a pupil types."""

from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length


class CodeForm(FlaskForm):
    code = StringField("Klascode", validators=[InputRequired("Typ de code van je klas."), Length(max=30)])
