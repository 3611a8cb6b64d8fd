"""What is refused about the keys of an account."""

from portal.errors import Refusal


class AskedJustNow(Refusal):
    """For this address, known or not, a link was asked a moment ago."""

    code = "asked_just_now"


class LinkOver(Refusal):
    """The link was used, is too old, was overtaken by a newer password, or never was one."""

    code = "link_over"


class WeakPassword(Refusal):
    code = "weak_password"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        """A Dutch sentence, with what to do."""


class WrongPassword(Refusal):
    code = "wrong_password"


class WrongCode(Refusal):
    """It is none of this account, is too old, or was used."""

    code = "wrong_code"


class CodesPaused(Refusal):
    """Too many wrong codes for one account."""

    code = "too_many_requests"


class FactorIsOn(Refusal):
    code = "factor_is_on"


class FactorIsOff(Refusal):
    code = "factor_is_off"


class TooManyTokens(Refusal):
    code = "too_many_tokens"

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class TokenUnknown(Refusal):
    code = "token_unknown"
