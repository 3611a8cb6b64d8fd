"""Pictures and sounds, judged by their headers."""

import io
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from content import media
from tests.content.factories import a_drawing, a_png, a_wav


def rules_of_file(name: str, data: bytes) -> set[str]:
    return {problem.rule for problem in media.problems(name, data)}


def painted(form: str, size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    """A real picture, made by another program than the one under test."""
    target = io.BytesIO()
    Pillow.new("RGB", size, "#c81e33").save(target, form, **options)
    return target.getvalue()


def moving(form: str) -> bytes:
    frames = [Pillow.new("RGB", (20, 20), colour) for colour in ("#000000", "#ffffff")]
    target = io.BytesIO()
    frames[0].save(target, form, save_all=True, append_images=frames[1:], duration=50)
    return target.getvalue()


def an_ogg(seconds: float, *, kind: bytes = b"\x01vorbis", rate: int = 8000) -> bytes:
    """Two pages: the one that names the codec, and a last one that counts the samples."""
    header = kind + struct.pack("<IBI", 0, 1, rate)
    first = b"OggS\0\2" + struct.pack("<q", 0) + b"\0" * 13 + header
    last = b"OggS\0\4" + struct.pack("<q", int(seconds * (48_000 if kind == b"OpusHead" else rate))) + b"\0" * 13
    return first + last


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("images/a.png", painted("PNG")),
        ("images/a.jpg", painted("JPEG")),
        ("images/a.jpeg", painted("JPEG", progressive=True)),
        ("images/a.jpg", painted("JPEG", (4096, 4096))),
        ("images/a.webp", painted("WEBP")),
        ("images/a.webp", painted("WEBP", lossless=True)),
        ("images/a.webp", painted("WEBP", exif=b"Exif\0\0")),
        ("images/a.svg", a_drawing()),
        ("sounds/a.wav", a_wav(14.9)),
        ("sounds/a.ogg", an_ogg(14.9)),
        ("sounds/a.ogg", an_ogg(14.9, kind=b"OpusHead")),
    ],
)
def test_an_ordinary_picture_or_sound_is_fine(name, data):
    assert rules_of_file(name, data) == set()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("images/a.png", a_png(4097, 10)),
        ("images/a.png", a_png(10, 2**31 - 1)),
        ("images/a.png", a_png(0, 10)),
        ("images/a.jpg", painted("JPEG", (4097, 8))),
        ("images/a.webp", painted("WEBP", (8, 4097))),
        ("images/a.webp", painted("WEBP", (4097, 8), lossless=True)),
        ("images/a.webp", painted("WEBP", (4097, 8), exif=b"Exif\0\0")),
    ],
)
def test_a_huge_picture_is_refused_without_opening_it(name, data):
    assert rules_of_file(name, data) == {"media.huge"}


@pytest.mark.parametrize(("name", "form"), [("images/a.png", "PNG"), ("images/a.webp", "WEBP")])
def test_a_moving_picture_is_refused(name, form):
    assert rules_of_file(name, moving(form)) == {"media.moves"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("images/a.png", painted("JPEG")),
        ("images/a.png", b""),
        ("images/a.png", painted("PNG")[:60]),
        ("images/a.jpg", painted("PNG")),
        ("images/a.jpg", painted("JPEG")[:40]),
        ("images/a.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 40),
        ("images/a.jpg", b"\xff\xd8" + b"\xff" * 4000),
        ("images/a.webp", painted("WEBP")[:22]),
        ("images/a.webp", b"RIFF\0\0\0\0WEBPVP8?" + b"\0" * 40),
        ("images/a.svg", painted("PNG")),
        ("sounds/a.wav", an_ogg(1)),
        ("sounds/a.wav", a_wav()[:30]),
        ("sounds/a.wav", a_wav().replace(struct.pack("<II", 8000, 8000), bytes(8))),
        ("sounds/a.ogg", a_wav()),
        ("sounds/a.ogg", an_ogg(1, rate=0)),
        ("sounds/a.ogg", an_ogg(-1)),
        ("sounds/a.ogg", b"OggS" + b"\0" * 60),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(name, data):
    assert rules_of_file(name, data) <= {"media.wrong-kind", "svg.broken"}
    assert rules_of_file(name, data)


@pytest.mark.parametrize(("name", "data"), [("sounds/a.wav", a_wav(15.1)), ("sounds/a.ogg", an_ogg(15.1))])
def test_a_long_sound_is_refused(name, data):
    assert rules_of_file(name, data) == {"media.too-long"}


def test_a_recording_that_was_cut_off_counts_what_is_there():
    cut = a_wav(5).replace(struct.pack("<4sI", b"data", 40_000), struct.pack("<4sI", b"data", 2**32 - 1))

    assert rules_of_file("sounds/a.wav", cut) == set()


HEADERS = (
    b"",
    painted("PNG")[:24],
    painted("JPEG")[:20],
    painted("WEBP")[:24],
    a_wav()[:20],
    an_ogg(1)[:40],
    b"<svg ",
)


@given(
    st.sampled_from(("png", "jpg", "webp", "svg", "wav", "ogg")), st.sampled_from(HEADERS), st.binary(max_size=200)
)
@settings(max_examples=300, deadline=None)
def test_whatever_follows_a_good_beginning_is_judged_and_nothing_else(kind, header, tail):
    assert rules_of_file(f"images/a.{kind}", header + tail) is not None
