"""The lint knows what SDL draws, and every picture we ship keeps to it."""

import io
from pathlib import Path

import pygame
import pytest

from game.view.svg_lint import problems

PICTURES = Path(__file__).resolve().parents[3] / "assets" / "pictures"
ALL = sorted(PICTURES.rglob("*.svg"))


def picture(body: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 10 10" width="10" height="10">{body}</svg>'
    )


def test_a_picture_of_plain_shapes_and_percent_gradients_is_safe():
    gradient = '<linearGradient id="g" x1="0%" x2="100%"><stop offset="0" stop-color="#ffffff"/></linearGradient>'

    found = problems(picture(f'<defs>{gradient}</defs><path d="M0 0H9" fill="url(#g)" stroke="#123"/>'))

    assert found == []


@pytest.mark.parametrize(
    "body",
    [
        "<text>Foyer</text>",
        '<filter id="f"/>',
        '<mask id="m"/>',
        '<clipPath id="c"/>',
        '<use xlink:href="#a"/>',
        '<pattern id="p"/>',
        '<image xlink:href="a.png"/>',
        "<style>#a { fill: #fff }</style>",
        '<svg viewBox="0 0 1 1"/>',
        '<path d="M0 0" fill="lime"/>',
        '<path d="M0 0" fill="rgba(0,0,0,1)"/>',
        '<path d="M0 0" fill="#11223344"/>',
        '<path d="M0 0" stroke="currentColor"/>',
        '<path d="M0 0" style="fill:#fff"/>',
        '<path d="M0 0" id="a"/>',
        '<path d="M0 0" stroke="#123456" stroke-dasharray="4 4"/>',
        '<path d="M0 0" onclick="x()"/>',
        '<path d="M0 0" fill="url(#nowhere)"/>',
        '<linearGradient id="g" x2="1"/>',
        '<linearGradient id="g" href="#h"/>',
        '<radialGradient id="g" fx="20%"/>',
        '<defs><linearGradient id="g"><stop stop-color="red"/></linearGradient></defs>',
    ],
)
def test_what_sdl_drops_in_silence_is_named(body):
    assert problems(picture(body))


def test_a_picture_that_is_not_xml_is_one_problem():
    assert len(problems("<svg")) == 1


def test_an_entity_is_refused_before_it_is_read():
    assert problems('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>')


def test_the_size_on_the_canvas_must_be_written_out():
    assert problems('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"/>')


def test_there_are_pictures():
    assert ALL


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.relative_to(PICTURES).as_posix())
def test_every_picture_is_safe_and_drawn(path):
    text = path.read_text(encoding="utf-8")
    width, height = (float(number) for number in text.split('viewBox="0 0 ', 1)[1].split('"', 1)[0].split())

    surface = pygame.image.load_sized_svg(io.BytesIO(text.encode()), (int(width) // 4, int(height) // 4))

    assert problems(text) == []
    assert surface.get_bounding_rect().width > 0
