"""The one form of a company: a new pack for a production."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired


class PackForm(FlaskForm):
    pack = FileField("Nieuw pakket", validators=[FileRequired("Kies een .foyer-bestand van je computer.")])
