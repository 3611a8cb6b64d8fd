"""Links in letters, by value."""

from portal.accounts.links import is_link_secret, link_again, link_digest, new_link

KEY = "tests only, tests only, tests only"


def test_a_link_is_found_again_from_what_was_kept_of_it() -> None:
    made = new_link(KEY, "reset")

    assert link_again(KEY, "reset", made.nonce) == made
    assert link_digest(made.secret) == made.digest
    assert is_link_secret(made.secret)
    assert (len(made.nonce), len(made.digest)) == (32, 64)


def test_what_was_kept_says_nothing_without_the_portals_secret_and_purpose() -> None:
    made = new_link(KEY, "reset")

    assert link_again("another secret", "reset", made.nonce).secret != made.secret
    assert link_again(KEY, "invitation", made.nonce).secret != made.secret
    assert made.secret not in repr(made)


def test_what_is_no_secret_is_seen_at_once() -> None:
    assert not any(is_link_secret(text) for text in ("", "a" * 42, "a" * 44, "a" * 42 + "/", "é" * 43))
