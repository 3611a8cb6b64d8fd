"""A pack's identity: the same wherever the same pack lies, and never the same for another."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from content.digest import digest
from tests.content.factories import a_pack, files_of


def test_order_of_files_and_keys_white_space_and_line_ends_do_not_count():
    files = files_of(a_pack())
    turned = dict(reversed(a_pack().items()))
    pretty = b"\xef\xbb\xbf" + json.dumps(turned, indent=4).replace("\n", "\r\n").encode()
    other = {"images/doek.svg": files["images/doek.svg"], "pack.json": pretty}

    assert digest(other) == digest(files)


def test_every_other_change_counts():
    files = files_of(a_pack())
    others = [
        {**files, "pack.json": json.dumps(a_pack(title="Anders")).encode()},
        {**files, "images/doek.svg": files["images/doek.svg"] + b" "},
        {"pack.json": files["pack.json"], "images/Doek.svg": files["images/doek.svg"]},
        {**files, "images/leeg.png": b""},
        {"pack.json": files["pack.json"]},
    ]

    assert len({digest(one) for one in (files, *others)}) == 6


def test_the_digest_of_a_known_pack_never_changes():
    """Journals and caches hold it: a new way to compute it would lose every saved run."""
    known = {"pack.json": b'{"b": [1, 2.5, "\xc3\xa9"], "a": null}', "images/a.png": b"\x89PNG"}

    assert digest(known) == "0dafde304a2b76fd0e3f2219ea921456c32aa7223d10bcae5c8e761462b28635"


def test_text_that_is_no_json_stands_for_itself():
    assert digest({"pack.json": b"{"}) != digest({"pack.json": b"{ "})


@given(st.dictionaries(st.text(min_size=1), st.binary()), st.dictionaries(st.text(min_size=1), st.binary()))
@settings(max_examples=100, deadline=None)
def test_other_files_have_another_digest(one, other):
    assert (digest(one) == digest(other)) == (one == other)
