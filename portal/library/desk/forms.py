"""What a library fills in: books with their lot, a lot more, the facts of a title."""

from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired, MultipleFileField
from wtforms import BooleanField, HiddenField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from portal.clock import school_day, utc_now
from portal.library.desk.intake import About, Terms
from portal.library.desk.shelf import TitleFacts
from portal.library.fields import Day, WholeNumber
from portal.library.models import Basis

COPIES_MAX = 100_000
AGE_MIN, AGE_MAX = 3, 18


def _from(lowest: int, highest: int) -> NumberRange:
    return NumberRange(lowest, highest, f"Vul een getal van {lowest} tot {highest} in.")


class LotForm(FlaskForm):
    """A lot. What stays empty has no limit."""

    copies = WholeNumber("Exemplaren tegelijk", validators=[Optional(), _from(1, COPIES_MAX)])
    first = Day("Vanaf", validators=[Optional()])
    last = Day("Tot en met", validators=[Optional()])
    loans = WholeNumber("Uitleningen in totaal", validators=[Optional(), _from(1, COPIES_MAX)])
    again = BooleanField("Ja, dit is nog een licentie met dezelfde voorwaarden")

    def validate_last(self, field: Any) -> None:
        if field.data and self.first.data and field.data < self.first.data:
            raise ValidationError("De laatste dag ligt voor de eerste.")
        if field.data and field.data < school_day(utc_now()):
            raise ValidationError("Deze dag is al voorbij; niemand zou het boek kunnen lenen.")

    @property
    def terms(self) -> Terms:
        return Terms(self.copies.data, self.first.data, self.last.data, self.loans.data)


BASES = [
    SelectChoice(Basis.LICENSED.value, "De uitgever laat ons toe het aan een klas uit te lenen"),
    SelectChoice(Basis.OWN.value, "Het is een tekst van ons zelf"),
    SelectChoice(Basis.OPEN.value, "Het heeft een open licentie, zoals Creative Commons"),
    SelectChoice(Basis.PUBLIC.value, "Er rust geen auteursrecht meer op"),
]
DOWNLOAD = "Wie het leent, mag het bestand ook meenemen (bijvoorbeeld op een e-reader)"


class AboutForm(FlaskForm):
    """What a library says about its books, whatever is in the file."""

    basis = RadioField("Waarom mag je het uitlenen?", choices=BASES, default=Basis.LICENSED.value)
    may_download = BooleanField(DOWNLOAD)
    age_from = WholeNumber(
        "Vanaf leeftijd", validators=[InputRequired("Vul een leeftijd in."), _from(AGE_MIN, AGE_MAX)]
    )
    age_to = WholeNumber("Tot leeftijd", validators=[InputRequired("Vul een leeftijd in."), _from(AGE_MIN, AGE_MAX)])
    themes = StringField("Thema's", validators=[Length(max=200, message="Hou het bij enkele woorden.")])

    def validate_age_to(self, field: Any) -> None:
        if field.data is not None and self.age_from.data is not None and field.data < self.age_from.data:
            raise ValidationError("Deze leeftijd ligt onder de eerste.")

    def validate_may_download(self, field: Any) -> None:
        if field.data and self.basis.data == Basis.LICENSED.value:
            raise ValidationError("Een bestand meenemen kan niet met een licentie voor een aantal exemplaren.")

    @property
    def words(self) -> tuple[str, ...]:
        found = (" ".join(word.split()).lower() for word in (self.themes.data or "").split(","))
        return tuple(dict.fromkeys(filter(None, found)))


class BooksForm(LotForm, AboutForm):
    """Books with the lot that each of them gets."""

    books = MultipleFileField("EPUB-bestanden", validators=[FileRequired("Kies een of meer EPUB-bestanden.")])

    @property
    def about(self) -> About:
        basis = Basis(self.basis.data)
        return About(self.age_from.data, self.age_to.data, self.words, basis, may_download=self.may_download.data)


LANGUAGES = ("nl", "fr", "en", "de", "ar", "es", "it", "pl", "pt", "ro", "ru", "tr", "uk")
"""The ones that schools here ask for most; a book in another one keeps its own."""


class FactsForm(AboutForm):
    """The facts of a title that is on the shelf."""

    language = SelectField("Taal")
    summary = TextAreaField("Waarover gaat het?", validators=[Length(max=2_000, message="Hou het bij 2000 tekens.")])
    file = FileField("Het EPUB-bestand van dit boek")
    stamp = HiddenField(validators=[InputRequired()])

    @property
    def facts(self) -> TitleFacts:
        return TitleFacts(
            self.age_from.data,
            self.age_to.data,
            ", ".join(self.words)[:200],
            self.language.data,
            " ".join((self.summary.data or "").split()),
            Basis(self.basis.data),
            bool(self.may_download.data),
        )
