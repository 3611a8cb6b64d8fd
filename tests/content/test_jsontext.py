"""pack.json as text: everything that could be read in two ways is refused."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.jsontext import NESTING_MAX, read_object
from tests.content.factories import problems_of_source


def rules_in(data: bytes) -> set[str]:
    return {problem.rule for problem in problems_of_source(lambda: read_object(data, "pack.json"))}


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "json.syntax"),
        (b"{", "json.syntax"),
        (b'{"a": 1,}', "json.syntax"),
        (b"{'a': 1}", "json.syntax"),
        (b'{"a": "\x01"}', "json.syntax"),
        (b'{"a": 1} {"b": 2}', "json.syntax"),
        (b"[]", "json.no-object"),
        (b"null", "json.no-object"),
        (b'"tekst"', "json.no-object"),
        (b'{"a": 1, "a": 2}', "json.duplicate-key"),
        (b'{"a": {"b": 1, "\\u0062": 2}}', "json.duplicate-key"),
        (b'{"a": NaN}', "json.number"),
        (b'{"a": -Infinity}', "json.number"),
        (b'{"a": 1e999}', "json.number"),
        (b'{"a": ' + b"9" * 5000 + b"}", "json.number"),
        (b'{"a": "\xff"}', "json.encoding"),
        ('{"a": 1}'.encode("utf-16"), "json.encoding"),
        (b'{"a": "\\ud800"}', "json.character"),
        (b'{"\\udfff": 1}', "json.character"),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "json.too-deep"),
        (b"[" * 10_000, "json.too-deep"),
        (b'{"a":' + b"[" * 1_000_000, "json.too-deep"),
    ],
    ids=lambda value: value if isinstance(value, str) else str(value[:24]),
)
def test_text_that_is_no_clear_object_is_refused(data, rule):
    assert rules_in(data) == {rule}


def test_every_repeated_key_is_told():
    problems = problems_of_source(
        lambda: read_object(b'{"a": 1, "a": 2, "b": {"c": 1, "c": 2, "c": 3}}', "pack.json")
    )

    assert len(problems) == 3


def test_a_syntax_mistake_is_told_with_its_line():
    (problem,) = problems_of_source(lambda: read_object(b'{\n  "a": 1\n  "b": 2\n}', "pack.json"))

    assert "regel 3, kolom 3" in problem.message


def test_a_byte_order_mark_is_passed_over():
    assert read_object(b'\xef\xbb\xbf{"a": "\xc3\xa9"}', "pack.json") == {"a": "é"}


def test_brackets_in_a_text_are_no_nesting():
    text = "[{" * 500 + '"'

    assert read_object(json.dumps({"a": text}).encode(), "pack.json") == {"a": text}


def test_as_deep_as_is_allowed_is_fine():
    deep = b'{"a":' * NESTING_MAX + b"1" + b"}" * NESTING_MAX

    assert rules_in(deep) == set()


def test_a_text_of_quotation_marks_costs_no_time():
    """Each unclosed text would be searched to the end a million times."""
    assert rules_in(b'{"a": "' + b'\\"' * 500_000) == {"json.syntax"}


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), plain, max_size=5))
@settings(max_examples=150, deadline=None)
def test_what_json_writes_reads_back_equal(value):
    assert read_object(json.dumps(value).encode(), "pack.json") == value
