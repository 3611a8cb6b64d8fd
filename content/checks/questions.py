"""Questions: answerable, fair, and true for the way this show is performed."""

import re

from content.checks.dutch import has_phrase, words
from content.checks.rule import Findings, View, answers, at, rule
from content.model import Dilemma, Item, PerformanceMode


@rule(
    "item.no-right",
    nl=("geen enkel antwoord is juist.", 'Geef een antwoord "right", of geef ze allemaal "ok".'),
    en=("no answer is right.", 'Give one answer "right", or give all of them "ok".'),
)
def items_can_be_answered(view: View) -> Findings:
    """A class that can't be right learns that asking is a trick. Without a right answer all must be fine."""
    for loc, item in view.own_items():
        verdicts = {option.verdict for option in item.options}
        if "right" not in verdicts and verdicts != {"ok"}:
            yield at(*loc, "options")


@rule(
    "dilemma.all-wrong",
    nl=("elke keuze is fout.", 'Geef minstens een keuze "right" of "ok".'),
    en=("every choice is wrong.", 'Give at least one choice "right" or "ok".'),
)
def dilemmas_have_a_way_out(view: View) -> Findings:
    """A dilemma may have no perfect answer, but the class must be able to agree on one that will do."""
    for loc, dilemma in view.own_dilemmas():
        if all(option.verdict == "wrong" for option in dilemma.options):
            yield at(*loc, "options")


@rule(
    "options.same",
    nl=("het antwoord '{text}' staat er twee keer.", "Maak er twee verschillende antwoorden van."),
    en=("the answer '{text}' is there twice.", "Make two different answers of it."),
)
def answers_differ(view: View) -> Findings:
    """Teams vote by letter: with two equal answers half of the class is wrong by chance."""
    for loc, question in view.own_questions():
        seen: set[tuple[str, ...]] = set()
        for index, option in enumerate(answers(question)):
            text = words(option.text) or (option.text,)
            if text in seen:
                yield at(*loc, "options", index, "text", text=option.text)
            seen.add(text)


@rule(
    "hint.gives-answer",
    nl=("deze hint is het antwoord zelf.", "Wijs de weg, zonder het antwoord te zeggen."),
    en=("this hint is the answer itself.", "Point the way without saying the answer."),
)
def hints_leave_something_to_think(view: View) -> Findings:
    """A hint keeps the class thinking; one that is the answer ends it."""
    for loc, question in view.own_questions():
        right = {words(option.text) for option in answers(question) if option.verdict == "right"}
        for name, hint in (("hint1", question.hint1), ("hint2", question.hint2)):
            if words(hint) in right:
                yield at(*loc, name)


@rule(
    "hint.same",
    nl=("beide hints zeggen hetzelfde.", "Laat hint1 de keuze kleiner maken en hint2 iets tonen."),
    en=("both hints say the same.", "Let hint1 narrow the choice and hint2 show something."),
)
def hints_differ(view: View) -> Findings:
    """The second hint comes when the first did not help."""
    for loc, question in view.own_questions():
        if words(question.hint1) == words(question.hint2):
            yield at(*loc, "hint2")


@rule(
    "prompt.shows-answer",
    nl=("het juiste antwoord '{text}' staat al in de vraag.", "Vraag het met andere woorden."),
    en=("the right answer '{text}' is in the question already.", "Ask it in other words."),
)
def prompts_keep_the_answer_hidden(view: View) -> Findings:
    """Such a question asks for reading, not for knowing. One that names a wrong answer too is a fair choice."""
    for loc, question in view.own_questions():
        prompt = words(question.prompt)
        if _names_a_wrong_answer(question, prompt):
            continue
        for option in answers(question):
            if option.verdict == "right" and has_phrase(prompt, words(option.text)):
                yield at(*loc, "prompt", text=option.text)


def _names_a_wrong_answer(question: Item | Dilemma, prompt: tuple[str, ...]) -> bool:
    return any(option.verdict != "right" and has_phrase(prompt, words(option.text)) for option in answers(question))


LOUD_MODES = (PerformanceMode.RELAXED, PerformanceMode.PARTICIPATORY)
SILENT_CONCEPTS = frozenset({"stilte", "blijven_zitten"})
SILENT_ADVICE = re.compile(
    r"\b(?:(?:wees|word|zijn|worden|blijf|blijven|heel|muis)\s?stil|stil\s(?:zijn|worden|blijven)|zwijg(?:en)?"
    r"|niet praten|niets zeggen|geen geluid|(?:blijf|blijven|stil)\s?zitten)\b",
    re.IGNORECASE,
)


@rule(
    "mode.silence",
    nl=(
        "stil zijn of blijven zitten is niet juist bij een voorstelling in de vorm '{mode}'.",
        'Zet "modes": ["standard", "school-hall"] bij deze vraag, of kies een ander juist antwoord.',
    ),
    en=(
        "being silent or staying seated is wrong advice for a performance of the kind '{mode}'.",
        'Write "modes": ["standard", "school-hall"] at this question, or make another answer the right one.',
    ),
)
def silence_is_only_asked_where_it_is_right(view: View) -> Findings:
    """A relaxed show invites to move and make noise. A child that comes for it must not learn to be ashamed.

    A pack without a show goes under shows of every kind, so there the question must say where it holds.
    """
    for loc, question in view.own_questions():
        if not _asks_for_silence(question):
            continue
        for mode in LOUD_MODES:
            if mode in view.modes and (not question.modes or mode in question.modes):
                yield at(*loc, "modes", mode=mode.value)
                break


def _asks_for_silence(question: Item | Dilemma) -> bool:
    right = [option for option in answers(question) if option.verdict == "right"]
    if right and not SILENT_CONCEPTS.isdisjoint(question.concepts):
        return True
    return any(SILENT_ADVICE.search(option.text) for option in right)


RULES = (
    items_can_be_answered,
    dilemmas_have_a_way_out,
    answers_differ,
    hints_leave_something_to_think,
    hints_differ,
    prompts_keep_the_answer_hidden,
    silence_is_only_asked_where_it_is_right,
)
