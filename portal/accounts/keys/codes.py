"""Codes of the second step, by value: six digits of an app (RFC 6238), and ten codes on paper.

step = unix time // 30          an app and the portal may be one step apart, either way
code = the six digits of RFC 6238 (SHA-1, as every app does)
"""

import base64
import hashlib
import hmac
import re
import secrets
from datetime import datetime

STEP_S = 30
DRIFT = 1
"""Steps that the clock of a phone may be off, either way (RFC 6238, 5.2 and 6)."""
KEY_BYTES = 20
"""What RFC 4226 recommends, and every app takes."""
RECOVERY_CODES = 10
RECOVERY_LENGTH = 16
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""No i, l, o, 0 and 1, which look alike. Sixteen of them are 79 bits: nobody guesses a plain digest back."""


def factor_key(secret_key: str, nonce: str) -> str:
    """The key of an app, as it is typed: base32, 32 letters and digits."""
    told = f"foyer second step: {nonce}"
    made = hmac.new(secret_key.encode(), told.encode(), hashlib.sha256).digest()
    return base64.b32encode(made[:KEY_BYTES]).decode()


def in_fours(text: str) -> str:
    """Easier to read aloud and to type over."""
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def enrolment(key: str, email: str) -> str:
    """What the QR code says to an app."""
    from pyotp import TOTP

    return TOTP(key).provisioning_uri(name=email, issuer_name="Foyer")


def step_of(key: str, code: str, now: datetime) -> int | None:
    """The step whose code this is, of those that are near; None when it is none of theirs."""
    from pyotp import TOTP

    app, typed = TOTP(key), re.sub(r"\s", "", code).encode("utf-8", "replace")
    here = int(now.timestamp()) // STEP_S
    steps = range(here - DRIFT, here + DRIFT + 1)
    # All are looked at, so that the time it takes says nothing of which.
    found = [step for step in steps if hmac.compare_digest(app.generate_otp(step).encode(), typed)]
    return max(found, default=None)


def new_recovery_codes() -> tuple[str, ...]:
    """Ten of them, as they are shown: "k7qm-4tzx-9wbr-h3ya"."""
    made = ("".join(secrets.choice(_LETTERS) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES))
    return tuple(in_fours(code).replace(" ", "-") for code in made)


def recovery_digest(code: str) -> str | None:
    """What a code on paper is known by, however it was typed; None for what can be none."""
    plain = "".join(letter for letter in code.casefold() if letter in _LETTERS)
    if len(plain) != RECOVERY_LENGTH:
        return None
    return hashlib.sha256(f"foyer recovery code: {plain}".encode()).hexdigest()
