"""Reading together: what the teacher plans, asks and shows on the board, and what pupils answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.library.access import school_set
from portal.library.errors import CodeUnknown
from portal.library.lending.service import class_of
from portal.library.models import ClassSet
from portal.library.reading.pupil import seated
from portal.library.reading.queries import Reading, chapter, readers_of
from portal.library.reading.routes import code_unknown
from portal.library.reading.seams import on_chapter
from portal.library.titles.queries import ContentsEntry, TitleCard, contents, title_by_id
from portal.library.together.errors import AnswerRefused, QuestionAnswered, QuestionClosed, TooManyQuestions
from portal.library.together.forms import QuestionForm, field_of, goals_sent
from portal.library.together.models import ChapterQuestion
from portal.library.together.naming import PieceWords, chapter_name, line_name, piece_words
from portal.library.together.passages import Passage, passages, place_of
from portal.library.together.queries import (
    GOAL_STEPS,
    AnswerCard,
    PupilQuestion,
    answers_to,
    beside,
    choices_made,
    goal_sums,
    goals_of,
    open_questions,
    question_of_set,
    questions_of,
    title_questions,
)
from portal.library.together.report import period_of, report, sheet
from portal.library.together.service import (
    ANSWER_MAX,
    OPTIONS_MAX,
    QUESTION_MAX,
    answer,
    ask,
    change_question,
    remove_question,
    set_goals,
    take_over,
)
from portal.library.together.sums import CURTAIN_STEPS, opened
from portal.library.together.weeks import Week, goal_of_week, goal_that_is_due, proposed_goals, weeks_of
from portal.visits.models import SMALLEST_CLASS
from portal.web.access import for_school

blueprint = Blueprint("together", __name__, template_folder="../templates")

SELECT_MAX = 80
"""So many chapters stand in a list to choose from in every week; of a longer book the number is typed."""


@blueprint.context_processor
def words() -> dict[str, object]:
    return {"chapter_name": chapter_name, "piece_words": piece_words, "line_name": line_name}


blueprint.register_error_handler(CodeUnknown, code_unknown)


# What pupils see.


@on_chapter
def beside_the_text(session: Session, me: Reading, number: int) -> Mapping[str, object]:
    """This week's goal and the questions of the chapter, for the page of a chapter."""
    found = beside(session, me, number, school_day(utc_now()))
    return {"goal": found.goal, "goal_steps": GOAL_STEPS, "questions": found.questions, "answer_max": ANSWER_MAX}


@blueprint.get("/klas/<code>/vragen")
def pupil_questions(code: str) -> ResponseReturnValue:
    """The questions of all chapters that this pupil has opened."""
    _, me = seated(code)
    asked = open_questions(db.session, me)
    headings = {entry.position: entry.heading for entry in contents(db.session, me.title_id)}
    return render_template("together/pupil_questions.html", me=me, questions=asked, headings=headings)


@blueprint.get("/klas/<code>/vragen/<int(max=2147483647):question_id>")
def pupil_question(code: str, question_id: int) -> ResponseReturnValue:
    _, me = seated(code)
    return _question_page(me, _opened(me, question_id))


@blueprint.post("/klas/<code>/vragen/<int(max=2147483647):question_id>")
def pupil_answer(code: str, question_id: int) -> ResponseReturnValue:
    """Keep the answer, and back to the chapter where the question stands."""
    _, me = seated(code)
    typed = request.form.get("antwoord", "")
    try:
        with write_transaction(db.session) as session:
            number = answer(session, me.reader_id, question_id, typed).chapter
    except QuestionClosed:
        abort(404)
    except AnswerRefused as refusal:
        return _question_page(me, _opened(me, question_id), typed, refusal.reason)
    return redirect(f"{url_for('reader.read', code=me.code, number=number)}#vraag-{question_id}", code=303)


def _opened(me: Reading, question_id: int) -> PupilQuestion:
    """A question of a chapter that this pupil has opened; any other is not there."""
    found = next((one for one in open_questions(db.session, me) if one.id == question_id), None)
    return found if found is not None else abort(404)


def _question_page(me: Reading, question: PupilQuestion, typed: str | None = None, problem: str = "") -> Response:
    page = render_template(
        "together/pupil_question.html",
        me=me,
        question=question,
        typed=question.answer if typed is None else typed,
        problem=problem,
        answer_max=ANSWER_MAX,
    )
    return Response(page, 422 if problem else 200)


# What the teacher plans and asks.


@dataclass(frozen=True)
class Reads:
    """A class set with its book and its weeks: what the teacher's pages have in common."""

    made: ClassSet
    title: TitleCard
    chapters: Sequence[ContentsEntry]
    weeks: Sequence[Week]
    goals: Mapping[date, int]

    def name_of(self, position: int) -> str:
        heading = next((entry.heading for entry in self.chapters if entry.position == position), "")
        return chapter_name(position, heading, self.words)

    @property
    def words(self) -> PieceWords:
        return piece_words(is_pictures=self.title.is_pictures)


def _reads(set_id: int) -> Reads:
    made = school_set(set_id)
    return Reads(
        made,
        title_by_id(db.session, made.title_id),
        contents(db.session, made.title_id),
        weeks_of(period_of(made)),
        goals_of(db.session, made.id),
    )


def _frame(reads: Reads) -> dict[str, object]:
    """What every page of the teacher names: the book and the class."""
    return {
        "reads": reads,
        "made": reads.made,
        "chapters": reads.chapters,
        "title": reads.title,
        "piece": reads.words,
        "group": class_of(db.session, reads.made),
    }


@blueprint.get("/klassets/<int(max=2147483647):set_id>/samen")
@for_school
def overview(set_id: int) -> ResponseReturnValue:
    return _overview_page(_reads(set_id))


def _overview_page(reads: Reads, form: QuestionForm | None = None) -> ResponseReturnValue:
    today = school_day(utc_now())
    readers = readers_of(db.session, reads.made.id)
    asked = questions_of(db.session, reads.made.id)
    known = {(one.chapter, one.text) for one in asked}
    return render_template(
        "together/overview.html",
        **_frame(reads),
        today=today,
        week=next((week for week in reads.weeks if week.first <= today <= week.last), None),
        sums=goal_sums(readers, goal_that_is_due(reads.goals, reads.weeks, today), goal_of_week(reads.goals, today)),
        reached={
            number: sum(reader.furthest >= number for reader in readers) for number in set(reads.goals.values())
        },
        opened=opened(readers, len(reads.chapters)),
        steps=CURTAIN_STEPS,
        smallest=SMALLEST_CLASS,
        questions=asked,
        of_the_book=[
            one for one in title_questions(db.session, reads.made.title_id) if (one.chapter, one.text) not in known
        ],
        form=form or _question_form(reads),
        options_max=OPTIONS_MAX,
        question_max=QUESTION_MAX,
    ), 200 if form is None else 422


def _question_form(reads: Reads, question: ChapterQuestion | None = None) -> QuestionForm:
    form = QuestionForm()
    form.offer(reads.chapters, reads.words)
    if question is not None and not form.is_submitted():
        form.chapter.data, form.text.data, form.options.data = question.chapter, question.text, question.options
    return form


@blueprint.get("/klassets/<int(max=2147483647):set_id>/samen/doelen")
@for_school
def goals(set_id: int) -> ResponseReturnValue:
    """The plan by the week: as it is kept, or as it could be from the length of the chapters."""
    reads = _reads(set_id)
    proposed = _proposed(reads)
    is_proposal = not reads.goals or request.args.get("voorstel") == "1"
    planned = proposed if is_proposal else reads.goals
    values = {field_of(week): str(planned.get(week.monday, "")) for week in reads.weeks}
    return _goals_page(reads, values, {}, is_proposal=is_proposal)


def _proposed(reads: Reads) -> dict[date, int]:
    return proposed_goals([entry.word_count for entry in reads.chapters], reads.weeks)


def _goals_page(
    reads: Reads, values: Mapping[str, str], wrong: Mapping[str, str], *, is_proposal: bool = False
) -> ResponseReturnValue:
    return render_template(
        "together/goals.html",
        **_frame(reads),
        values=values,
        wrong=wrong,
        field_of=field_of,
        is_proposal=is_proposal,
        can_propose=bool(_proposed(reads)),
        in_a_list=len(reads.chapters) <= SELECT_MAX,
    ), 422 if wrong else 200


@blueprint.post("/klassets/<int(max=2147483647):set_id>/samen/doelen")
@for_school
def goals_submit(set_id: int) -> ResponseReturnValue:
    reads = _reads(set_id)
    wanted, wrong = goals_sent(request.form, reads.weeks, len(reads.chapters), reads.words)
    if wrong:
        sent = {field_of(week): request.form.get(field_of(week), "") for week in reads.weeks}
        return _goals_page(reads, sent, wrong)
    with write_transaction(db.session) as session:
        set_goals(session, set_id, wanted)
    flash("Het weekplan is bewaard. Je klas ziet het doel van deze week bij het lezen." if wanted else "Geen doelen.")
    return redirect(url_for("together.overview", set_id=set_id), code=303)


@blueprint.post("/klassets/<int(max=2147483647):set_id>/samen/vragen")
@for_school
def ask_submit(set_id: int) -> ResponseReturnValue:
    reads = _reads(set_id)
    form = _question_form(reads)
    if not form.validate_on_submit():
        return _overview_page(reads, form)
    try:
        with write_transaction(db.session) as session:
            ask(session, set_id, form.asked, now=utc_now())
    except TooManyQuestions as refusal:
        form.text.errors = [f"Er zijn al {refusal.most} vragen. Neem er eerst een weg."]
        return _overview_page(reads, form)
    flash(f"De vraag staat klaar. Wie aan {reads.words.that} is, ziet ze.")
    return redirect(url_for("together.overview", set_id=set_id, _anchor="vragen"), code=303)


@blueprint.post("/klassets/<int(max=2147483647):set_id>/samen/vragen/van-het-boek")
@for_school
def take_over_submit(set_id: int) -> ResponseReturnValue:
    reads = _reads(set_id)
    chosen = {number for number in request.form.getlist("vraag", type=int) if 0 < number < 2**31}
    try:
        with write_transaction(db.session) as session:
            count = take_over(session, set_id, reads.made.title_id, chosen, now=utc_now())
    except TooManyQuestions as refusal:
        flash(f"Een klas krijgt hoogstens {refusal.most} vragen. Neem er eerst een weg.", "warning")
    else:
        flash({0: "Je koos geen vragen.", 1: "De vraag staat klaar."}.get(count, f"{count} vragen staan klaar."))
    return redirect(url_for("together.overview", set_id=set_id, _anchor="vragen"), code=303)


@blueprint.get("/klassets/<int(max=2147483647):set_id>/samen/vragen/<int(max=2147483647):question_id>")
@for_school
def question(set_id: int, question_id: int) -> ResponseReturnValue:
    reads = _reads(set_id)
    one = _question(set_id, question_id)
    return _one_question_page(reads, one, _question_form(reads, one))


def _question(set_id: int, question_id: int) -> ChapterQuestion:
    found = question_of_set(db.session, set_id, question_id)
    return found if found is not None else abort(404)


def _one_question_page(
    reads: Reads, one: ChapterQuestion, form: QuestionForm, status: int = 200
) -> ResponseReturnValue:
    given = answers_to(db.session, one.id)
    options = one.options.splitlines()
    return render_template(
        "together/question.html",
        **_frame(reads),
        question=one,
        answers=given,
        options=options,
        choices=choices_made(given, options),
        shows_animals=request.args.get("dieren") == "1",
        form=form,
        options_max=OPTIONS_MAX,
        question_max=QUESTION_MAX,
    ), status


@blueprint.post("/klassets/<int(max=2147483647):set_id>/samen/vragen/<int(max=2147483647):question_id>")
@for_school
def question_submit(set_id: int, question_id: int) -> ResponseReturnValue:
    reads = _reads(set_id)
    one = _question(set_id, question_id)
    form = _question_form(reads, one)
    if not form.validate_on_submit():
        return _one_question_page(reads, one, form, 422)
    try:
        with write_transaction(db.session) as session:
            change_question(session, _question(set_id, question_id), form.asked)
    except QuestionAnswered:
        form.text.errors = ["Intussen antwoordde iemand: de vraag kan niet meer anders."]
        return _one_question_page(reads, _question(set_id, question_id), form, 409)
    flash("De vraag is aangepast.")
    return redirect(url_for("together.question", set_id=set_id, question_id=question_id), code=303)


@blueprint.post("/klassets/<int(max=2147483647):set_id>/samen/vragen/<int(max=2147483647):question_id>/weg")
@for_school
def question_remove(set_id: int, question_id: int) -> ResponseReturnValue:
    _reads(set_id)
    with write_transaction(db.session) as session:
        remove_question(session, _question(set_id, question_id))
    flash("De vraag is weg, met wat erop geantwoord was.")
    return redirect(url_for("together.overview", set_id=set_id, _anchor="vragen"), code=303)


# What the class sees on the board: never a name, an animal or anybody's own reading.

BOARD_WORDS = {1: 140, 2: 74, 3: 40, 4: 24}
"""By size of the letters, how many words of a passage fill the board."""
BOARD_SIZE = 2
BESIDE_A_QUESTION = 0.55
"""How much of the board is left for the text when a question stands next to it."""


@dataclass(frozen=True)
class BoardView:
    """What is on the board, as its address says it."""

    set_id: int
    chapter: int
    piece: int
    part: int
    size: int
    question: int | None = None
    answer: int | None = None

    def address(self, **changes: int | None) -> str:
        """The board with something changed; 0 or None takes it off."""
        wanted: dict[str, int | None] = {
            "hoofdstuk": self.chapter,
            "stuk": self.piece,
            "deel": self.part,
            "letters": self.size,
            "vraag": self.question,
            "antwoord": self.answer,
        }
        shown = {name: value for name, value in (wanted | changes).items() if value}
        return f"/klassets/{self.set_id}/bord/lezen?{urlencode(shown)}"


@blueprint.get("/klassets/<int(max=2147483647):set_id>/bord/lezen")
@for_school
def board(set_id: int) -> ResponseReturnValue:
    """A passage in letters for the back of the class, and beside it a question of the teacher."""
    reads = _reads(set_id)
    number = request.args.get("hoofdstuk", 1, type=int)
    page = chapter(db.session, reads.made.title_id, number) if 0 < number < 100_000 else None
    if page is None:
        abort(404)
    size = request.args.get("letters", BOARD_SIZE, type=int)
    size = size if size in BOARD_WORDS else BOARD_SIZE
    asked, shown = _on_board(set_id)
    room = round(BOARD_WORDS[size] * (BESIDE_A_QUESTION if asked else 1))
    told = passages(page.html, room)
    at = place_of(told, request.args.get("stuk", 1, type=int), request.args.get("deel", 0, type=int))
    here = told[at] if told else None
    view = BoardView(
        set_id,
        number,
        here.first if here else 1,
        here.part if here else 0,
        size,
        question=asked.id if asked else None,
        answer=shown.id if shown else None,
    )
    before, after = _neighbours(reads, view, told, at, room)
    return render_template(
        "together/board.html",
        **_frame(reads),
        page=page,
        passage=here,
        told=told,
        view=view,
        before=before,
        after=after,
        sizes=sorted(BOARD_WORDS),
        asked=asked,
        shown=shown,
        questions=[one for one in questions_of(db.session, set_id) if one.chapter == number],
    )


def _on_board(set_id: int) -> tuple[ChapterQuestion | None, AnswerCard | None]:
    """The question that the address names and one answer to it, if the teacher chose one. Never with its animal."""
    wanted = request.args.get("vraag", 0, type=int)
    asked = question_of_set(db.session, set_id, wanted) if 0 < wanted < 2**31 else None
    if asked is None:
        return None, None
    chosen = request.args.get("antwoord", 0, type=int)
    return asked, next((one for one in answers_to(db.session, asked.id) if one.id == chosen), None)


def _neighbours(
    reads: Reads, view: BoardView, told: Sequence[Passage], at: int, room: int
) -> tuple[str | None, str | None]:
    """The addresses of the passages before and after, over the edges of the chapter; a question stays in its own."""
    before = after = None
    if at > 0:
        before = view.address(stuk=told[at - 1].first, deel=told[at - 1].part)
    elif view.chapter > 1 and (earlier := chapter(db.session, reads.made.title_id, view.chapter - 1)) is not None:
        last = passages(earlier.html, room)
        before = view.address(
            hoofdstuk=view.chapter - 1,
            stuk=last[-1].first if last else 1,
            deel=last[-1].part if last else None,
            vraag=None,
            antwoord=None,
        )
    if at + 1 < len(told):
        after = view.address(stuk=told[at + 1].first, deel=told[at + 1].part)
    elif view.chapter < len(reads.chapters):
        after = view.address(hoofdstuk=view.chapter + 1, stuk=None, deel=None, vraag=None, antwoord=None)
    return before, after


@blueprint.get("/klassets/<int(max=2147483647):set_id>/bord/doek")
@for_school
def curtain(set_id: int) -> ResponseReturnValue:
    """The curtain that opens with the reading of the whole class."""
    reads = _reads(set_id)
    today = school_day(utc_now())
    return render_template(
        "together/curtain.html",
        **_frame(reads),
        opened=opened(readers_of(db.session, set_id), len(reads.chapters)),
        steps=CURTAIN_STEPS,
        goal=goal_of_week(reads.goals, today),
        week=next((week for week in reads.weeks if week.first <= today <= week.last), None),
    )


# What may leave the class: sums.


@blueprint.get("/klassets/<int(max=2147483647):set_id>/verslag")
@for_school
def report_page(set_id: int) -> ResponseReturnValue:
    reads = _reads(set_id)
    told = report(db.session, reads.made, class_of(db.session, reads.made).name)
    return render_template("together/report.html", **_frame(reads), told=told, smallest=SMALLEST_CLASS)


@blueprint.get("/klassets/<int(max=2147483647):set_id>/verslag.csv")
@for_school
def report_sheet(set_id: int) -> ResponseReturnValue:
    reads = _reads(set_id)
    told = report(db.session, reads.made, class_of(db.session, reads.made).name)
    answer_ = Response(sheet(told), mimetype="text/csv")
    answer_.headers["Content-Disposition"] = f"attachment; filename=leesverslag-{set_id}.csv"
    return answer_
