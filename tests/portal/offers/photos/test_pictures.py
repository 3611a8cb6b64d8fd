"""Files that people send: good ones of every kind, and hostile ones. By value; nothing is written."""

import contextlib
import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms

from portal.offers.photos.pictures import FILE_MAX, BadPicture, prepared
from portal.offers.photos.sources import NAME, Sources, files_of, photo_sources

RED, BLUE = (200, 30, 51), (27, 42, 107)


def two_colours(size: tuple[int, int] = (640, 400), mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, size[0], size[1]))
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    picture = prepared(data)
    return Image.open(io.BytesIO(picture.files[picture.file]))


def colours(image: Image.Image) -> list[str]:
    """The main colour at the left and the right edge, roughly."""
    found = []
    for x in (10, image.width - 10):
        red, _green, blue = image.convert("RGB").getpixel((x, image.height // 2))
        found.append("red" if red > blue else "blue")
    return found


def reason(data: bytes) -> str:
    with pytest.raises(BadPicture) as refusal:
        prepared(data)
    assert refusal.value.text.endswith((".", "opnieuw."))
    return refusal.value.reason


def a_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_header(width: int, height: int, *, depth: int = 8, colour: int = 2) -> bytes:
    """A PNG that says it is so large, with the first bytes of its pixels."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + a_chunk(b"IHDR", header) + a_chunk(b"IDAT", pixels) + a_chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("RGB", "JPEG"),
        ("CMYK", "JPEG"),
        ("RGB", "PNG"),
        ("RGBA", "PNG"),
        ("P", "PNG"),
        ("P", "GIF"),
        ("RGB", "WEBP"),
    ],
)
def test_every_usual_kind_becomes_our_own(mode: str, kind: str) -> None:
    image = opened(saved(two_colours(mode=mode), kind))

    assert (image.format, image.mode, image.size) == ("WEBP", "RGB", (640, 400))
    assert colours(image) == ["red", "blue"]


@pytest.mark.parametrize("mode", ["L", "1", "LA", "I;16"])
def test_grey_of_any_depth_keeps_its_light_and_dark(mode: str) -> None:
    image = Image.new("L", (640, 400), 20)
    image.paste(230, (320, 0, 640, 400))
    deep = image.convert("I").point(lambda value: value * 257).convert("I;16") if mode == "I;16" else None

    found = opened(saved(deep or image.convert(mode, dither=Image.Dither.NONE), "PNG")).convert("L")

    assert found.getpixel((10, 200)) < 60
    assert found.getpixel((630, 200)) > 190


def test_what_is_transparent_becomes_white() -> None:
    image = opened(saved(Image.new("RGBA", (600, 400), (0, 0, 0, 0)), "PNG"))

    assert image.getpixel((5, 5)) == (255, 255, 255)


def test_sizes_are_made_for_phones_and_screens_and_never_larger_than_the_photo() -> None:
    large, small = prepared(saved(two_colours((3000, 2000)), "JPEG")), prepared(saved(two_colours((700, 500)), "PNG"))

    assert (large.width, large.height) == (1600, 1067)
    assert [Image.open(io.BytesIO(data)).width for data in large.files.values()] == [1600, 480, 960]
    assert [Image.open(io.BytesIO(data)).width for data in small.files.values()] == [700, 480]
    assert set(large.files) == set(files_of(large.file))
    assert all(NAME.fullmatch(name) for name in (*large.files, *small.files))


def test_a_page_chooses_among_the_sizes_by_the_name_alone() -> None:
    stem = "0" * 32

    assert photo_sources(f"{stem}-1600.webp") == Sources(
        f"/uploads/{stem}-960.webp",
        f"/uploads/{stem}-480.webp 480w, /uploads/{stem}-960.webp 960w, /uploads/{stem}-1600.webp 1600w",
        1600,
    )
    assert photo_sources(f"{stem}-400.webp").srcset == f"/uploads/{stem}-400.webp 400w"
    assert photo_sources("affiche.svg") == Sources("/uploads/affiche.svg")
    assert files_of("affiche.svg") == ()


def test_the_same_picture_has_the_same_name_whatever_it_was_called() -> None:
    data = saved(two_colours(), "PNG")

    assert prepared(data).file == prepared(data).file
    assert prepared(data).file != prepared(saved(two_colours((641, 400)), "PNG")).file


def test_nothing_of_the_camera_the_place_or_the_profile_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Geheime camera"
    exif.get_ifd(0x8825)[2] = (51.0, 19.0, 30.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(two_colours(), "JPEG", exif=exif, icc_profile=profile, comment=b"heel geheim")
    assert b"Geheime" in data

    picture = prepared(data)

    for file in picture.files.values():
        image = Image.open(io.BytesIO(file))
        assert dict(image.getexif()) == {}
        assert not {"exif", "icc_profile", "xmp", "comment"} & image.info.keys()
        assert b"eheim" not in file
        assert b"EXIF" not in file


def test_a_photo_stands_upright_as_the_camera_was_held() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # Turn it a quarter to the right to see it upright.

    image = opened(saved(two_colours((800, 500)), "JPEG", exif=exif))

    assert image.size == (500, 800)
    top, bottom = image.getpixel((250, 20)), image.getpixel((250, 780))
    assert (top[0] > top[2], bottom[0] > bottom[2]) == (True, False)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_broken_notes_of_a_camera_do_no_harm() -> None:
    data = saved(two_colours(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\x7f")

    assert colours(opened(data)) == ["red", "blue"]


def test_a_profile_of_another_colour_space_is_applied_and_a_senseless_one_passed_over() -> None:
    senseless = saved(two_colours(), "PNG", icc_profile=b"\0" * 500)

    assert colours(opened(senseless)) == ["red", "blue"]


def test_a_very_tall_picture_is_cut_at_the_height_of_a_page() -> None:
    image = opened(saved(two_colours((500, 9000)), "PNG"))

    assert image.size == (500, 2400)


# --- Hostile ones ---------------------------------------------------------------------------------------------


def test_a_picture_that_says_it_is_enormous_is_refused_by_its_header() -> None:
    assert reason(png_header(60_000, 60_000)) == "too_many_pixels"
    assert reason(png_header(20_000, 100)) == "too_many_pixels"
    assert reason(png_header(9_000, 9_000, depth=1, colour=0)) == "too_many_pixels"
    # A GIF says its size in sixteen bits; a flat one of 65 000 by 65 000 would take four gigabytes.
    assert reason(b"GIF89a" + struct.pack("<HH", 65_000, 65_000) + b"\0\0\0;") in {"too_many_pixels", "broken"}


def test_a_chunk_that_unpacks_to_much_more_does_no_harm() -> None:
    chunk = a_chunk(b"iCCP", b"x\0\0" + zlib.compress(b"\0" * 80_000_000, 9))
    whole = saved(two_colours(), "PNG")
    bomb = whole[:33] + chunk + whole[33:]

    with contextlib.suppress(BadPicture):
        assert colours(opened(bomb)) == ["red", "blue"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_a_file_that_did_not_arrive_whole_is_refused(kind: str, share: float) -> None:
    whole = saved(Image.effect_noise((640, 400), 80).convert("RGB"), kind)

    assert reason(whole[: int(len(whole) * share)]) in {"broken", "no_picture"}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff" + b"x" * FILE_MAX, "too_large"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "svg"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "svg"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "heic"),
        (b"GIF89a<script>alert(1)</script>", "broken"),
        (b"<html><body>geen foto</body></html>", "no_picture"),
        (b"MZ\x90\0een programma", "no_picture"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "broken"),
        (b"II*\0\x08\0\0\0", "no_picture"),
        (b"\xff\xd8\xff\xe0kapot", "broken"),
    ],
)
def test_what_is_no_photo_is_named_for_what_it_is(data: bytes, why: str) -> None:
    assert reason(data) == why


def test_moving_pictures_are_refused_before_their_frames_are_drawn() -> None:
    frames = [two_colours((500, 400), "P").rotate(turn) for turn in range(0, 90, 10)]
    for kind in ("GIF", "WEBP", "PNG"):
        assert reason(saved(frames[0], kind, save_all=True, append_images=frames[1:])) == "moves"


def test_a_small_picture_is_refused_with_the_size_that_is_needed() -> None:
    assert reason(saved(two_colours((200, 100)), "PNG")) == "too_small"


def test_what_hides_behind_a_photo_is_left_behind() -> None:
    """A polyglot: a good JPEG that is also a web page, and a zip at its end."""
    data = saved(two_colours(), "JPEG", comment=b"<script>alert(1)</script>") + b"PK\x03\x04 <html>"

    for file in prepared(data).files.values():
        assert b"script" not in file
        assert b"PK\x03\x04" not in file
        assert b"html" not in file


def test_random_damage_never_breaks_the_page() -> None:
    """Every byte of the first part of a file, changed: a picture, or a refusal with words."""
    for kind in ("JPEG", "PNG", "GIF", "WEBP"):
        whole = saved(two_colours((480, 300)), kind)
        for place in range(0, min(len(whole), 400), 9):
            damaged = whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
            with contextlib.suppress(BadPicture):
                prepared(damaged)
