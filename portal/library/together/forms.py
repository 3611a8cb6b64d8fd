"""What a teacher fills in: goals by the week, and questions at chapters; a library writes those of a title so too."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from portal.library.titles.queries import ContentsEntry
from portal.library.together.naming import PAGES, PieceWords, line_name
from portal.library.together.service import OPTION_MAX, OPTIONS_MAX, QUESTION_MAX, Asked, tidy
from portal.library.together.weeks import Week


class QuestionForm(FlaskForm):
    """A question: at which chapter, its words, and what can be chosen if it is a choice."""

    chapter = SelectField("Bij welk hoofdstuk?", coerce=int, validators=[InputRequired("Kies uit de lijst.")])
    text = TextAreaField(
        "Je vraag",
        filters=[lambda text: tidy(text or "")],
        validators=[
            InputRequired("Schrijf een vraag."),
            Length(max=QUESTION_MAX, message=f"Stel je vraag in hoogstens {QUESTION_MAX} tekens."),
        ],
    )
    options = TextAreaField("Antwoorden om uit te kiezen")

    def offer(self, chapters: Sequence[ContentsEntry], words: PieceWords) -> None:
        """Let these chapters be chosen from."""
        self.chapter.label.text = f"Bij welk{'e' if words is PAGES else ''} {words.one}?"
        self.chapter.choices = [
            SelectChoice(one.position, line_name(one.position, one.heading, words)) for one in chapters
        ]

    def validate_text(self, field: TextAreaField) -> None:
        if not field.data:
            raise ValidationError("Schrijf een vraag.")

    def validate_options(self, field: TextAreaField) -> None:
        options = self.chosen_from
        if len(options) == 1 or len(options) > OPTIONS_MAX:
            raise ValidationError(f"Geef twee tot {OPTIONS_MAX} antwoorden, of geen enkel.")
        if any(len(option) > OPTION_MAX for option in options):
            raise ValidationError(f"Hou elk antwoord onder {OPTION_MAX} tekens.")
        if len({option.casefold() for option in options}) < len(options):
            raise ValidationError("Twee antwoorden zijn hetzelfde.")

    @property
    def chosen_from(self) -> tuple[str, ...]:
        """The options, one from each line that says something."""
        lines = map(tidy, (self.options.data or "").splitlines())
        return tuple(line for line in lines if line)

    @property
    def asked(self) -> Asked:
        return Asked(self.chapter.data, self.text.data, self.chosen_from)


def field_of(week: Week) -> str:
    return f"doel-{week.monday.isoformat()}"


def goals_sent(
    sent: Mapping[str, str], weeks: Sequence[Week], chapters: int, words: PieceWords
) -> tuple[dict[date, int], dict[str, str]]:
    """The goals of a form by Monday, and what is wrong by field. An empty field is a week without a goal."""
    goals: dict[date, int] = {}
    wrong: dict[str, str] = {}
    for week in weeks:
        typed = sent.get(field_of(week), "").strip()
        if not typed:
            continue
        if not (typed.isascii() and typed.isdecimal() and len(typed) < 6 and 1 <= int(typed) <= chapters):
            wrong[field_of(week)] = f"Kies een {words.one} van 1 tot {chapters}."
        elif int(typed) < max(goals.values(), default=0):
            wrong[field_of(week)] = f"Een week ervoor waren jullie al aan {words.one} {max(goals.values())}."
        else:
            goals[week.monday] = int(typed)
    return goals, wrong
