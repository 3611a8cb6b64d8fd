"""Why a proposal, or an answer to one, is refused."""

from portal.errors import Refusal


class NoSuchProposal(Refusal):
    code = "proposal_unknown"


class NotYourTurn(Refusal):
    """The other side has to answer, or the conversation is over."""

    code = "not_your_turn"


class NotByAgreement(Refusal):
    """This offer has dates of its own, or is not published."""

    code = "not_by_agreement"


class BadDates(Refusal):
    """No date, too many, or one on which it can't be."""

    code = "bad_dates"

    def __init__(self, problems: dict[int, str]) -> None:
        super().__init__(problems)
        self.problems = problems
        """By place in the list, a Dutch sentence; -1 for the list itself."""


class DateNotOffered(Refusal):
    """It is not one of the dates that the other side named last."""

    code = "date_not_offered"
