"""JSON records one by one, however many there are: an array, one a line, one document, or a page with `member`.

Our own reader and not `ijson`: that stops at the first broken byte, and here one bad record never stops the rest.
The fast way is `raw_decode` of the standard library on a sliding window; only where that fails does the slow way look
for the end of the value by its brackets and quotes, so that what is broken can be passed over.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

CHUNK = 1 << 16
RECORD_MAX = 2_000_000
"""Characters of one record. The largest real ones have some ten thousand."""

_OUTSIDE = re.compile(r'["{}\[\]\n,]')
_INSIDE = re.compile(r'["\\\n]')
_MEMBERS = re.compile(r'"(?:hydra:)?member"\s*:\s*\[')
_BLANK = " \t\r\n\ufeff"


class Broken:
    """Where a value stood that is no JSON, or too large."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


def _no_constant(name: str) -> Any:
    raise ValueError(name)


_decoder = json.JSONDecoder(parse_constant=_no_constant)


class _Window:
    """The part of the text that is being read."""

    def __init__(self, source: TextIO) -> None:
        self.source, self.text, self.at, self.is_over = source, "", 0, False

    def more(self) -> bool:
        if self.is_over:
            return False
        fresh = self.source.read(CHUNK)
        self.is_over = not fresh
        self.text, self.at = self.text[self.at :] + fresh, 0
        return bool(fresh)

    def peek(self) -> str:
        """The next character that is no space; "" at the end."""
        while True:
            while self.at < len(self.text) and self.text[self.at] in _BLANK:
                self.at += 1
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""


def values(source: TextIO) -> Iterator[Any]:
    """Every record of a text, in order; `Broken` in the place of what can't be read."""
    window = _Window(source)
    while start := window.peek():
        if start == "[":
            window.at += 1
            yield from _elements(window)
        elif start in ",]}":
            window.at += 1
        else:
            yield from _document(window)


def _elements(window: _Window) -> Iterator[Any]:
    """The elements of an array, whose bracket has been read."""
    while start := window.peek():
        if start in ",]":
            window.at += 1
            if start == "]":
                return
        elif start == "}":
            window.at += 1
            yield Broken("Er staat een accolade te veel.")
        else:
            yield _value(window)


def _document(window: _Window) -> Iterator[Any]:
    """A record, or a page of records: small ones at once, large ones member by member."""
    _fill(window)
    try:
        value, end = _decoder.raw_decode(window.text, window.at)
    except (ValueError, RecursionError):
        page = _MEMBERS.search(window.text, window.at, window.at + CHUNK) if window.text[window.at] == "{" else None
        # Where a line ends before it, the word belongs to a later record.
        if page is None or "\n{" in window.text[window.at : page.start()]:
            yield _slow_value(window, by_line=True)
            return
        window.at = page.end()
        yield from _elements(window)
        _Brackets(depth=1).pass_over(window)
        return
    window.at = end
    members = _members(value)
    if members is None:
        yield value
    else:
        yield from members


def _members(value: Any) -> list[Any] | None:
    if isinstance(value, dict):
        for name in ("member", "hydra:member"):
            if isinstance(value.get(name), list):
                return list(value[name])
    return None


def _fill(window: _Window) -> None:
    if len(window.text) - window.at < CHUNK:
        window.more()


def _value(window: _Window) -> Any:
    """The next element of an array."""
    _fill(window)
    try:
        value, window.at = _decoder.raw_decode(window.text, window.at)
    except (ValueError, RecursionError):
        return _slow_value(window)
    return value


def _slow_value(window: _Window, *, by_line: bool = False) -> Any:
    """The next value, found by its brackets.

    `by_line`: a line that begins with a brace begins another one, so that a torn line costs only itself.
    """
    found = _Brackets(by_line=by_line).pass_over(window, keep=True)
    if found is None:
        return Broken("Dit stuk is te groot voor één record.")
    try:
        return _decoder.decode(found.strip(_BLANK))
    except RecursionError:
        return Broken("Dit stuk is te diep genest.")
    except ValueError as problem:
        where = f" (bij teken {problem.pos + 1})" if isinstance(problem, json.JSONDecodeError) else ""
        return Broken(f"Dit is geen geldige JSON{where}.")


class _Brackets:
    """Looks for the end of a value through any number of windows."""

    def __init__(self, *, depth: int = 0, by_line: bool = False) -> None:
        self.depth, self.by_line = depth, by_line
        self.has_begun = depth > 0
        self.in_string = self.is_escaped = self.is_new_line = False

    def pass_over(self, window: _Window, *, keep: bool = False) -> str | None:
        """Go past the end of the value and give its text; None where it is too large to keep."""
        kept: list[str] = []
        size = 0
        while True:
            end = self.end(window.text, window.at)
            piece = window.text[window.at : end]
            size += len(piece)
            if keep and size <= RECORD_MAX:
                kept.append(piece)
            window.at = len(window.text) if end is None else end
            if end is not None or not window.more():
                return "".join(kept) if keep and size <= RECORD_MAX else None

    def end(self, text: str, at: int) -> int | None:
        """Where the value ends in this part of the text; None where it goes on after it."""
        while at < len(text):
            if self.is_escaped:
                self.is_escaped, at = False, at + 1
                continue
            if self.is_new_line and text[at] == "{":
                return at
            self.is_new_line = False
            found = (_INSIDE if self.in_string else _OUTSIDE).search(text, at)
            if found is None:
                return None
            at = found.end()
            if (stop := self._met(found.group(), found.start(), at)) is not None:
                return stop
        return None

    def _met(self, sign: str, start: int, end: int) -> int | None:
        if sign == "\n":
            # No string goes over a line: one that does was torn off.
            self.in_string = False
            self.is_new_line = self.by_line and self.has_begun
            return None if self.has_begun else end
        if self.in_string:
            self.is_escaped = sign == "\\"
            self.in_string = sign != '"'
        elif sign == '"':
            self.in_string = True
        elif sign in "{[":
            self.depth, self.has_begun = self.depth + 1, True
        elif sign == ",":
            return start if self.depth == 0 else None
        else:
            self.depth -= 1
            if self.depth <= 0:
                return end if self.has_begun else start
        return None
