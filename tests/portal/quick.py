"""What makes a portal quick to start a thousand times in one process. Nothing a test asks about is changed by it."""

from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule

from portal.accounts import service
from portal.app import create_app
from portal.settings import Settings

PASSWORDS_AS_SERVED = service._hasher
"""What `foyer` hashes with: 0.15 s for each password, on purpose."""
DECOY_AS_SERVED = service._DECOY

service._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
service._DECOY = service._hasher.hash("Nobody's password.")

_compile = Rule._compile_builder
_compiled: dict[object, Any] = {}


def _compile_once(rule: Rule, append_unknown: bool = True) -> Any:
    """The function that builds the addresses of a route: half of the time of an app goes into making these anew."""
    if rule.defaults:
        return _compile(rule, append_unknown)
    shape = (append_unknown, *rule._trace)
    if shape not in _compiled:
        _compiled[shape] = _compile(rule, append_unknown)
    return _compiled[shape]


Rule._compile_builder = _compile_once  # type: ignore[assignment]


class Compiled(BytecodeCache):
    """Templates compiled by an earlier app of this process: to compile the pages of one test takes 0.1 s."""

    def __init__(self) -> None:
        self._kept: dict[str, Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        # The key is of the name and the file, the checksum of the text: a changed template is compiled again.
        bucket.code = self._kept.get(bucket.key + bucket.checksum)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key + bucket.checksum] = bucket.code


COMPILED = Compiled()


def quick_app(settings: Settings, *, testing: bool = True) -> Flask:
    app = create_app(settings, testing=testing)
    app.jinja_env.bytecode_cache = COMPILED
    return app
