import re
from xml.etree import ElementTree

import pytest

from portal.demo.motifs import MOTIFS
from portal.demo.posters import BACKDROPS, FRAMES, GROUNDS, PALETTES, poster_alt, poster_svg

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def pictures() -> dict[str, str]:
    palettes = list(PALETTES)
    return {motif: poster_svg(motif, palettes[at % len(palettes)], at) for at, motif in enumerate(MOTIFS)}


def test_there_are_pictures_enough_for_a_season(pictures):
    assert len(MOTIFS) >= 60
    assert len(set(pictures.values())) == len(MOTIFS)


def test_pictures_are_sound_svg_that_a_strict_policy_lets_through(pictures):
    for motif, svg in pictures.items():
        root = ElementTree.fromstring(svg)  # noqa: S314 - our own words.
        assert root.get("viewBox") == "0 0 1200 800"
        for node in root.iter():
            assert node.tag.removeprefix(SVG) not in {"script", "style", "text", "image", "foreignObject", "use"}, (
                motif
            )
            for name, value in node.attrib.items():
                assert name != "style"
                assert not name.startswith("on")
                assert "href" not in name
                assert "nan" not in value


def test_every_reference_inside_a_picture_is_defined(pictures):
    for svg in pictures.values():
        assert set(re.findall(r"url\(#(\w+)\)", svg)) <= set(re.findall(r'id="(\w+)"', svg))


def test_pictures_stay_small_enough_for_a_page_of_cards(pictures):
    assert max(len(svg) for svg in pictures.values()) < 60_000
    assert sum(len(svg) for svg in pictures.values()) / len(pictures) < 25_000


def test_the_same_words_give_the_same_picture_and_another_seed_another():
    assert poster_svg("whale", "zee", 1) == poster_svg("whale", "zee", 1)
    assert poster_svg("whale", "zee", 1) != poster_svg("whale", "zee", 2)


def test_every_motif_is_described_in_a_dutch_sentence():
    sentences = [poster_alt(motif) for motif in MOTIFS]

    assert len(set(sentences)) == len(MOTIFS)
    assert all(sentence.startswith("Papieren theatertje: ") and sentence.endswith(".") for sentence in sentences)
    assert all(len(sentence) <= 200 for sentence in sentences)


def test_motifs_name_layers_that_exist():
    for motif in MOTIFS.values():
        assert set(motif.backdrops) <= set(BACKDROPS)
        assert set(motif.frames) <= set(FRAMES)
        assert motif.ground in GROUNDS
