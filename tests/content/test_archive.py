"""Archives from strangers: refused before anything is inflated or written, and never with a traceback."""

import io
import os
import stat
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content import archive, files
from content.archive import build, read_archive, write_archive
from content.load import load_pack
from content.problem import PackError
from tests.content.factories import a_drawing, a_pack, a_png, an_archive, files_of, problems_of_source

UNIX_LINK = (stat.S_IFLNK | 0o777) << 16
MEBIBYTE = 1024 * 1024


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip as any program may make it, with whatever names it likes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as made:
        for name, content in entries:
            made.writestr(name, content, compress_type=method)
    return target.getvalue()


def sound_entries() -> list[tuple[str | zipfile.ZipInfo, bytes]]:
    return list(files_of(a_pack()).items())


def with_entry(name: str | zipfile.ZipInfo, content: bytes = b"x") -> bytes:
    """A sound archive with one entry more."""
    return zipped(*sound_entries(), (name, content))


def rules_in(data: bytes) -> set[str]:
    return {problem.rule for problem in problems_of_source(lambda: read_archive(data))}


def a_link(name: str, target: str) -> tuple[zipfile.ZipInfo, bytes]:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = UNIX_LINK
    return info, target.encode()


def raw_named(raw: bytes) -> bytes:
    """A zip with a name that zipfile itself would not write, put in afterwards; as long as the stand-in."""
    stand_in = b"s" * len(raw)
    return zipped((stand_in.decode(), b"x"), *sound_entries()).replace(stand_in, raw)


def test_a_sound_archive_gives_its_files():
    assert read_archive(an_archive(a_pack())) == files_of(a_pack())


def test_folders_and_what_computers_leave_behind_are_passed_over():
    data = zipped(
        ("images/", b""),
        *sound_entries(),
        ("__MACOSX/images/._doek.svg", b"\0\5\26\7"),
        (".DS_Store", b"Bud1"),
        ("images/Thumbs.db", b"x"),
    )

    assert read_archive(data).keys() == files_of(a_pack()).keys()


@pytest.mark.parametrize(
    "name",
    [
        "../pack.json",
        "images/../../evil.svg",
        "/etc/passwd",
        "//server/share/evil.svg",
        "C:/evil.svg",
        "C:evil.svg",
        "images/./doek.png",
        "images//doek.png",
        "..",
        "../",
    ],
)
def test_a_name_that_leaves_the_pack_is_refused(name):
    assert "archive.path" in rules_in(with_entry(name))


@pytest.mark.parametrize("raw", [b"..\\evil.svg", b"images\\evil.svg", b"images/a\0.svg", b"\\\\host\\evil.svg"])
def test_backslashes_and_nul_in_a_name_are_refused(raw):
    assert "archive.path" in rules_in(raw_named(raw))


def test_a_link_is_refused():
    assert "archive.link" in rules_in(with_entry(*a_link("images/sleutel.svg", "/etc/shadow")))


@pytest.mark.parametrize("kind", [stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK, stat.S_IFDIR])
def test_a_special_file_is_refused(kind):
    info = zipfile.ZipInfo("images/gek.svg")
    info.create_system, info.external_attr = 3, (kind | 0o644) << 16

    assert "archive.link" in rules_in(with_entry(info))


def test_an_encrypted_file_is_refused():
    data = bytearray(an_archive(a_pack()))
    table = data.index(b"PK\x01\x02")
    data[table + 8] |= 1

    assert "archive.encrypted" in rules_in(bytes(data))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_unusual_compression_is_refused(method):
    assert rules_in(zipped(*sound_entries(), method=method)) == {"archive.compression"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused():
    assert "archive.same-name" in rules_in(with_entry("pack.json", b"{}"))


def test_two_names_that_differ_only_in_case_are_refused():
    assert "files.same-name" in rules_in(with_entry("images/DOEK.svg", a_drawing()))


def test_a_bomb_is_refused_by_its_ratio():
    assert "archive.bomb" in rules_in(with_entry("images/groot.svg", b" " * MEBIBYTE))


def test_a_file_that_is_too_large_is_told_and_the_others_are_read():
    noise = os.urandom(MEBIBYTE + 1)
    contents = archive.read_contents(with_entry("images/groot.svg", noise))

    assert [problem.rule for problem in contents.problems] == ["files.too-large"]
    assert "pack.json" in contents.files


def test_the_sum_of_all_promised_sizes_is_limited():
    noise = os.urandom(6 * MEBIBYTE)
    twelve = [(f"images/{number}.png", noise) for number in range(12)]

    assert rules_in(zipped(*sound_entries(), *twelve, method=zipfile.ZIP_STORED)) == {"archive.too-large"}


def test_many_small_bombs_are_refused_by_their_sum():
    blown_up = b"".join(os.urandom(1000) + b" " * 40_000 for _ in range(190))
    ten = [(f"images/{number}.png", blown_up) for number in range(10)]

    assert "files.total" in rules_in(zipped(*sound_entries(), *ten))


def test_too_many_files_are_refused():
    many = [(f"images/{number}.svg", b"") for number in range(files.FILES_MAX + 1)]

    assert rules_in(zipped(*sound_entries(), *many)) == {"files.too-many"}


def test_a_header_that_promises_little_does_not_cost_much():
    """The table says 10 bytes where a megabyte comes out: reading stops at the tenth."""
    data = bytearray(with_entry("images/groot.svg", os.urandom(1000) * 50))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 10)

    assert rules_in(bytes(data)) == {"archive.bomb"}


def test_a_header_that_promises_too_much_is_refused():
    data = bytearray(with_entry("images/klein.svg", os.urandom(1000)))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 2000)

    assert rules_in(bytes(data)) == {"archive.broken"}


def test_content_that_does_not_match_its_sum_is_refused():
    data = write_archive({**files_of(a_pack()), "images/ruis.png": os.urandom(200)})
    changed = bytearray(data)
    changed[data.index(b"images/ruis.png") + 100] ^= 0xFF

    assert rules_in(bytes(changed)) == {"archive.broken"}


def test_entries_that_share_bytes_are_refused():
    """The overlap bomb: many table lines that point at one packed file."""
    data = bytearray(zipped(("images/een.svg", a_drawing()), ("images/twe.svg", a_drawing()), *sound_entries()))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    data[second + 42 : second + 46] = struct.pack("<I", 0)
    data[second + 46 : second + 60] = b"images/een.svg"

    assert {"archive.overlap", "archive.same-name"} <= rules_in(bytes(data))


def test_a_file_inside_another_is_refused():
    """A stored file holds the local header of a second one, so both would be read from the same bytes."""
    inner = zipped(("images/x.svg", a_drawing()), method=zipfile.ZIP_STORED)
    inner_local = inner[: inner.index(b"PK\x01\x02")]
    data = zipped(("images/omhulsel.png", inner_local), ("images/x.svg", a_drawing()), method=zipfile.ZIP_STORED)
    changed = bytearray(data)
    place = data.rindex(b"PK\x01\x02") + 42
    changed[place : place + 4] = struct.pack("<I", data.index(b"PK\x03\x04", 4))

    assert "archive.overlap" in rules_in(bytes(changed))


def test_another_name_in_the_file_than_in_the_table_is_refused():
    data = an_archive(a_pack()).replace(b"images/doek.svg", b"images/hoek.svg", 1)

    assert rules_in(data) == {"archive.lying"}


def test_bytes_before_the_first_file_are_refused():
    assert rules_in(b"MZ" + an_archive(a_pack())) == {"archive.not-zip"}


def test_a_stored_file_with_two_sizes_is_refused():
    data = bytearray(write_archive({"pack.json": b"{}"}))
    place = data.index(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 1)

    assert "archive.lying" in rules_in(bytes(data))


@pytest.mark.parametrize("name", ["images/nog.zip", "images/nog.foyer", "sounds/x.tar.gz", "les.docx", "boek.epub"])
def test_an_archive_in_the_archive_is_told(name):
    assert rules_in(with_entry(name)) == {"files.nested"}


@pytest.mark.parametrize("name", ["images/spel.exe", "start.sh", "images/x.py", "index.html", "images/a.js", "a.LNK"])
def test_a_program_is_told(name):
    assert rules_in(with_entry(name)) == {"files.program"}


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("images/film.gif", "files.unknown"),
        ("leesmij.txt", "files.unknown"),
        ("foto.png", "files.unknown"),
        ("images/gong.wav", "files.unknown"),
        ("images/a/b/c/diep.png", "files.unknown"),
        ("images/zonder_uitgang", "files.unknown"),
        ("images/é.png", "files.name"),
        ("images/grote zaal.png", "files.name"),
        ("images/con.png", "files.name"),
        ("images/-rf.png", "files.name"),
        ("images/.verborgen.png", "files.name"),
        ("images/" + "a" * 120 + ".png", "files.name"),
        ("images/punt./x.png", "files.name"),
    ],
)
def test_a_file_that_has_no_place_in_a_pack_is_told(name, rule):
    assert rules_in(with_entry(name)) == {rule}


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "archive.empty"),
        (b"hallo", "archive.not-zip"),
        (b"\x1f\x8b\x08\0", "archive.not-zip"),
        (b"PK\x03\x04", "archive.broken"),
        (an_archive(a_pack())[:-30], "archive.broken"),
        (an_archive(a_pack())[:200], "archive.broken"),
        (an_archive(a_pack()) + b"meer", "archive.broken"),
        (zipped(), "pack.missing"),
        (zipped(("images/doek.svg", a_drawing())), "pack.missing"),
        (zipped(("mijn-show/pack.json", b"{}")), "pack.inside"),
        (zipped(("PACK.json", b"{}")), "files.case"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_a_file_that_is_no_pack_is_told_so(data, rule):
    assert rule in rules_in(data)


def test_a_pack_inside_a_folder_says_what_to_do_and_nothing_else():
    inside = [(f"mijn-show/{name}", content) for name, content in files_of(a_pack()).items()]

    (problem,) = problems_of_source(lambda: read_archive(zipped(*inside)))

    assert problem.rule == "pack.inside"
    assert problem.fix == "Pak de inhoud van 'mijn-show' in, niet de map zelf."


def test_a_split_or_zip64_archive_is_refused():
    data = bytearray(an_archive(a_pack()))
    data[-18:-14] = struct.pack("<HH", 1, 1)

    assert rules_in(bytes(data)) == {"archive.unsupported"}


def test_a_name_that_would_write_over_the_terminal_is_spelled_out():
    problems = problems_of_source(lambda: read_archive(with_entry("\x1b[2J\x07evil.exe")))

    for problem in problems:
        assert "\x1b" not in problem.message + problem.file
    assert "\\x1b[2J" in problems[0].message


def test_a_huge_archive_is_refused_before_it_is_read(tmp_path):
    sparse = tmp_path / "groot.foyer"
    with sparse.open("wb") as file:
        file.truncate(archive.ARCHIVE_MAX * 4)

    assert [problem.rule for problem in problems_of_source(lambda: load_pack(sparse))] == ["archive.too-large"]


def test_nothing_is_written_whatever_the_archive_says(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    hostile = [
        with_entry("../buiten.svg", a_drawing()),
        with_entry(str(tmp_path / "absoluut.svg"), a_drawing()),
        with_entry(*a_link("images/link.svg", "..")),
        raw_named(b"..\\windows.svg"),
        with_entry("images/goed.svg", a_drawing()),
    ]

    for data in hostile:
        problems_of_source(lambda data=data: load_pack(data))

    assert list(tmp_path.rglob("*")) == []
    assert not (tmp_path.parent / "buiten.svg").exists()


def test_writing_gives_the_same_bytes_each_time_and_from_any_order():
    made = files_of(a_pack())
    turned = dict(reversed(made.items()))

    assert write_archive(made) == write_archive(turned)
    assert write_archive(read_archive(write_archive(made))) == write_archive(made)


def test_a_written_archive_can_be_opened_by_any_program():
    with zipfile.ZipFile(io.BytesIO(an_archive(a_pack()))) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == ["pack.json", "images/doek.svg"]


def test_a_folder_and_its_archive_are_the_same_pack(tmp_path):
    folder = a_folder(tmp_path)

    data = build(folder)

    assert load_pack(data) == load_pack(folder)
    assert build(folder) == data


def test_windows_line_ends_and_a_byte_order_mark_do_not_change_the_archive(tmp_path):
    folder = a_folder(tmp_path)
    before = build(folder)
    pack = folder / "pack.json"
    pack.write_bytes(b"\xef\xbb\xbf" + pack.read_bytes())
    drawing = folder / "images" / "doek.svg"
    drawing.write_bytes(drawing.read_bytes().replace(b"<path", b"\r\n<path"))

    after = build(folder)

    assert b"\r" not in read_archive(after)["images/doek.svg"]
    assert read_archive(after)["pack.json"] == read_archive(before)["pack.json"]


def test_a_folder_with_a_file_that_may_not_be_there_is_not_built(tmp_path):
    folder = a_folder(tmp_path)
    (folder / "spel.exe").write_bytes(b"MZ")

    with pytest.raises(PackError) as refusal:
        build(folder)
    assert [problem.rule for problem in refusal.value.problems] == ["files.program"]


def a_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "pakket"
    for name, content in files_of(a_pack()).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


names = st.from_regex(r"images/[a-z][a-z0-9_-]{0,10}\.png", fullmatch=True)
pictures = st.builds(
    lambda side, note: a_png(side, side, extra=struct.pack(">I4s", len(note), b"teXt") + note + b"\0\0\0\0"),
    st.integers(1, 4096),
    st.binary(max_size=3000) | st.builds(lambda count: b"\0" * count, st.integers(0, 300_000)),
)


@given(st.dictionaries(names, pictures, max_size=6))
@settings(max_examples=60, deadline=None)
def test_every_set_of_files_that_is_written_reads_back_equal(more):
    made = {**files_of(a_pack()), **more}

    assert read_archive(write_archive(made)) == made


@given(st.binary(max_size=600) | st.binary(max_size=600).map(lambda tail: b"PK\x03\x04" + tail))
@settings(max_examples=200, deadline=None)
def test_random_bytes_are_refused_and_nothing_else(data):
    with pytest.raises(PackError):
        load_pack(data)


ARCHIVE = an_archive(a_pack())
TABLE = ARCHIVE.index(b"PK\x01\x02")


@given(st.data())
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_bent_archive_is_refused_or_read_and_nothing_else(data):
    """Bytes are changed anywhere, the table of contents most of all."""
    places = st.integers(0, len(ARCHIVE) - 1) | st.integers(TABLE, len(ARCHIVE) - 1)
    bent = bytearray(ARCHIVE)
    for place in data.draw(st.lists(places, min_size=1, max_size=8)):
        bent[place] = data.draw(st.integers(0, 255))
    bent = bent[: data.draw(st.just(len(bent)) | st.integers(0, len(bent)))]

    problems = problems_of_source(lambda: load_pack(bytes(bent)))

    assert problems or load_pack(bytes(bent)).pack.id == "proef"


@given(st.binary(min_size=1, max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_bytes_as_pack_json_are_told_and_nothing_else(text):
    with pytest.raises(PackError):
        load_pack(write_archive({"pack.json": text, "images/doek.svg": a_drawing()}))


def test_bytes_hidden_behind_the_packed_content_are_refused():
    content = b'{"format": 1}'
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = packer.compress(content) + packer.flush() + b"verstopt"
    data = bytearray(zipped(("pack.json", packed), method=zipfile.ZIP_STORED))
    table = data.index(b"PK\x01\x02")
    for method_at in (8, table + 10):
        data[method_at : method_at + 2] = struct.pack("<H", zipfile.ZIP_DEFLATED)
    data[table + 16 : table + 20] = struct.pack("<I", zlib.crc32(content))
    data[table + 24 : table + 28] = struct.pack("<I", len(content))

    assert rules_in(bytes(data)) == {"archive.broken"}
