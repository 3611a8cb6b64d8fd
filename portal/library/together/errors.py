"""What reading together refuses."""

from portal.errors import Refusal


class QuestionClosed(Refusal):
    """The question is of another class, of a later chapter, or gone; a pupil is never told which."""

    code = "question_closed"


class QuestionAnswered(Refusal):
    """Somebody answered already: other words would change what they said."""

    code = "question_answered"


class QuestionTwice(Refusal):
    """The same words stand at this chapter already."""

    code = "question_twice"


class TooManyQuestions(Refusal):
    code = "too_many_questions"

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most}")
        self.most = most


class AnswerRefused(Refusal):
    """`reason` is a Dutch sentence for the pupil."""

    code = "answer_refused"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
