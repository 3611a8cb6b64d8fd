"""Why something about people is refused."""

from datetime import datetime

from portal.errors import Refusal


class NotManaging(Refusal):
    """Who asks doesn't say who acts for this house (any more)."""

    code = "not_managing"


class LastManager(Refusal):
    """Without this role nobody could let anybody in any more."""

    code = "last_manager"


class RoleGone(Refusal):
    """A colleague took the role away just before."""

    code = "role_gone"


class InvitationGone(Refusal):
    """Withdrawn, accepted, or replaced by a newer letter."""

    code = "invitation_gone"


class JoinGone(Refusal):
    """Answered by a colleague, taken back, or never there."""

    code = "join_gone"


class WrongRoles(Refusal):
    """No role at all, or one of another kind of house."""

    code = "wrong_roles"


class TooManyLetters(Refusal):
    """One more would be a flood: for one address, or from one house."""

    code = "too_many_letters"

    def __init__(self, again_at: datetime | None = None) -> None:
        super().__init__(again_at)
        self.again_at = again_at


class TooManyWishes(Refusal):
    """One account asked schools often enough for today."""

    code = "too_many_requests"


class HasAccount(Refusal):
    """There is an account under this address: it has to log in."""

    code = "has_account"


class WrongPassword(Refusal):
    code = "wrong_password"


class ReasonMissing(Refusal):
    """A no without a reason helps nobody."""

    code = "reason_missing"
