"""Links in letters that open something once: a forgotten password, an invitation, an address to confirm.

The secret of a link stands in the letter and nowhere else. It follows from the portal's own secret and a nonce, so
that the worker, which writes the letter later and perhaps twice, finds the same one; the database keeps the nonce and
a digest, and who reads only the database opens nothing.

    link = new_link(secret_key, "invitation")        # store link.nonce and link.digest, put no secret in the outbox
    link_again(secret_key, "invitation", row.nonce)  # in the letter's handler: link.secret goes into the address
    link_digest(secret)                              # in the route: look the row up by this

Once-only is the row's affair: one conditional UPDATE or DELETE decides who was first. A forgotten password has no
row: there the account's session stamp takes the place of the nonce (`keys/service.py: reset_link`).
"""

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field

SECRET_LENGTH = 43
"""256 bits, written so that they may stand in an address."""
_SECRET = re.compile(rf"[A-Za-z0-9_-]{{{SECRET_LENGTH}}}")


@dataclass(frozen=True)
class Link:
    nonce: str
    """32 characters; different for every link."""
    secret: str = field(repr=False)
    """For the address in the letter only."""

    @property
    def digest(self) -> str:
        """64 characters, what the database knows the link by."""
        return link_digest(self.secret)


def new_link(secret_key: str, purpose: str) -> Link:
    """A link for one purpose; one made for another is nothing here."""
    return link_again(secret_key, purpose, secrets.token_hex(16))


def link_again(secret_key: str, purpose: str, nonce: str) -> Link:
    """The link that `new_link` made, from what was kept of it."""
    told = f"foyer link, {purpose}: {nonce}"
    made = hmac.new(secret_key.encode(), told.encode(), hashlib.sha256).digest()
    return Link(nonce, base64.urlsafe_b64encode(made).decode().rstrip("="))


def link_digest(secret: str) -> str:
    """What to look a link up by. The secret has 256 bits: a plain digest can't be guessed backwards."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def is_link_secret(text: str) -> bool:
    """Can this be the secret of a link at all? Spares the database what isn't."""
    return _SECRET.fullmatch(text) is not None
