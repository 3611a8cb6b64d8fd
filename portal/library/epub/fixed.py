"""A page of a fixed-layout book as a document of its own, for a frame without scripts: `<iframe sandbox="">`.

Here the book's own look is the book. So its elements, classes and positions stay, and its stylesheet comes along as
far as `style` lets it; nothing else does. The document is safe three times over: it holds nothing that acts, the
frame is sandboxed, and its header forbids whatever it might still ask for. Links go: one would open a page in a
frame of another size.
"""

import base64
import hashlib
import re
from collections.abc import Callable
from html import escape

import lxml.etree
import lxml.html

from portal.library.epub.clean import ATTRIBUTES, DROPPED_WITH_TEXT, TAGS, Resolve
from portal.library.epub.drawing import local
from portal.library.epub.pages import Page
from portal.library.epub.style import css_text, declarations_of, safe_declarations
from portal.library.errors import BookRefused

DOCUMENT_MAX = 1_500_000
"""Characters of one page: a spread of a comic has a few thousand."""
VOID = frozenset({"br", "hr", "img", "wbr", "col"})
_PLAIN = {"id", "lang", "dir", "title"}
_BASE = "html,body{margin:0;overflow:hidden}img,svg{max-width:none}"
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)

Inline = Callable[[lxml.etree._Element, str], tuple[str, str]]
"""Turns a drawing into markup for the page, and its stylesheet; its own classes begin with the second value."""


def fixed_document(page: Page, *, css: str, picture: Resolve, inline: Inline, language: str = "") -> str:
    """The page whole. `css` went through `style.written` and is made of letters that end no element.

    Raises:
        BookRefused: it is larger than a page can be.
    """
    writer = _Writer(picture, inline)
    writer.body(page.body)
    style = "\n".join([_BASE, css, *writer.styles, *writer.rules])
    if "<" in style or len(style) + sum(map(len, writer.out)) > DOCUMENT_MAX:
        raise BookRefused("Een bladzijde van het boek is te groot om te tonen.")
    lang = page.language or language
    about = f' lang="{escape(lang, quote=True)}"' if lang else ""
    about += f' dir="{page.direction}"' if page.direction else ""
    return (
        f'<!doctype html>\n<html{about}><head><meta charset="utf-8"><title>Bladzijde</title>'
        f"<style>{style}</style></head>\n{''.join(writer.out)}</html>"
    )


def headers(document: str) -> dict[str, str]:
    """The headers to answer a fixed page with: nothing runs, nothing leaves, only this very style applies."""
    found = _STYLE.search(document)
    digest = hashlib.sha256((found.group(1) if found else "").encode()).digest()
    policy = (
        "sandbox; default-src 'none'; img-src data:; "
        f"style-src 'sha256-{base64.b64encode(digest).decode()}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        "Referrer-Policy": "no-referrer",
    }


def with_pictures(document: str, read: Callable[[str], tuple[str, bytes] | None]) -> str:
    """The page with its pictures in it as data; `read` gives media type and bytes by name.

    The frame has no origin, so a browser sends no cookie along for a picture that it asks there: the pictures of a
    class would have to be open to everybody. Put in before `headers`, whose digest counts the style as it is sent.
    """

    def data(match: re.Match[str]) -> str:
        found = read(match.group(1))
        return "data:," if found is None else f"data:{found[0]};base64,{base64.b64encode(found[1]).decode()}"

    return re.sub(r"\.\./beeld/([0-9a-f]{16}\.(?:png|jpg|svg))", data, document)


class _Writer:
    """Writes a page anew from allowed elements; a loop, because pages may be hundreds deep."""

    def __init__(self, picture: Resolve, inline: Inline) -> None:
        self.picture = picture
        self.inline = inline
        self.out: list[str] = []
        self.rules: list[str] = []
        self.styles: list[str] = []

    def body(self, body: lxml.html.HtmlElement) -> None:
        self.out.append(f"<body{self._attributes(body)}>")
        self._text(body.text)
        for child in body:
            self._write(child)
        self.out.append("</body>")

    def _write(self, element: lxml.html.HtmlElement) -> None:
        if isinstance(element.tag, str):
            self._element(element)
        self._text(element.tail)

    def _text(self, text: str | None) -> None:
        if text:
            self.out.append(escape(text, quote=False))

    def _element(self, element: lxml.html.HtmlElement) -> None:
        tag = local(element)
        if tag == "svg":
            markup, style = self.inline(element, f"foyer-d{len(self.styles)}-")
            self.out.append(markup)
            self.styles.append(style)
            return
        if tag in DROPPED_WITH_TEXT and tag != "svg":
            return
        name = tag if tag in TAGS else "div" if tag in {"nav", "main", "center", "form"} else "span"
        if name == "img" and (source := element.get("src")):
            address = self.picture(source)
            if address is None:
                return
            self.out.append(f'<img src="{escape(address, quote=True)}"{self._attributes(element)}>')
            return
        self.out.append(f"<{name}{self._attributes(element)}>")
        if name in VOID:
            return
        self._text(element.text)
        for child in element:
            self._write(child)
        self.out.append(f"</{name}>")

    def _attributes(self, element: lxml.html.HtmlElement) -> str:
        allowed = _PLAIN | ATTRIBUTES.get(local(element), set()) - {"href", "src", "rel"}
        found = [
            f' {name}="{escape(value, quote=True)}"'
            for name, value in element.attrib.items()
            if name in allowed and len(value) <= 1_000
        ]
        classes = re.findall(r"[\w-]+", element.get("class", ""))[:20]
        kept = safe_declarations(declarations_of(element.get("style", "")), self.picture)
        if kept:
            # A style in the element would need a header that allows all of them.
            classes.append(f"foyer-{len(self.rules)}")
            self.rules.append(f".foyer-{len(self.rules)}{{{css_text(kept, important=True)}}}")
        if classes:
            found.append(f' class="{" ".join(classes)}"')
        return "".join(found)
