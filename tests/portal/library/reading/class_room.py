"""A class at its tablets, through the served portal: real sockets, real cookies, every request counted."""

import gzip
import http.client
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from itertools import product
from urllib.parse import urlencode, urlsplit

from lxml import html

from portal.app import create_app
from portal.library.reading.service import PIN_LENGTH, PIN_PICTURES
from portal.server import listen, serve
from portal.settings import Settings


@contextmanager
def served(settings: Settings) -> Iterator[int]:
    """The portal on a port of its own, with waitress as it runs everywhere."""
    sock = listen("127.0.0.1", 0)
    port: int = sock.getsockname()[1]
    ready = threading.Event()

    def run() -> None:
        app = create_app(settings, testing=True)
        app.config["WTF_CSRF_ENABLED"] = True
        ready.set()
        try:
            serve(app, sock)
        except OSError:
            return  # The socket is closed under it when the test ends.

    threading.Thread(target=run, daemon=True).start()
    assert ready.wait(60)
    yield port
    sock.close()


@dataclass
class Answer:
    status: int
    url: str
    body: bytes
    sent: int
    """Bytes of the body on the line."""

    @property
    def tree(self) -> html.HtmlElement:
        return html.fromstring(self.body)


@dataclass
class Tablet:
    """A browser without scripts: keeps cookies and style sheets, follows redirects, counts what it asks."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    requests: int = 0

    def open(self, url: str, form: dict[str, str] | None = None) -> Answer:
        answer = self._ask(url, form)
        for address in answer.tree.xpath("//link[@rel='stylesheet']/@href") if answer.status == 200 else ():
            if address not in self.kept:
                self.kept.add(address)
                assert self._ask(address, None).status == 200
        return answer

    def _ask(self, url: str, form: dict[str, str] | None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Accept-Encoding": "gzip", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("GET" if form is None else "POST", url, None if form is None else urlencode(form), headers)
        self.requests += 1
        response = connection.getresponse()
        sent = response.read()
        for line in response.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        connection.close()
        if response.status in (302, 303):
            parts = urlsplit(response.headers["Location"])
            return self._ask(parts.path + ("?" + parts.query if parts.query else ""), None)
        packed = response.headers.get("Content-Encoding") == "gzip"
        return Answer(response.status, url, gzip.decompress(sent) if packed else sent, len(sent))

    def send(self, page: Answer, action: str, **values: str) -> Answer:
        """Fill in the form of a page that goes to `action`, hidden fields and all."""
        form = next(form for form in page.tree.forms if form.action == action)
        return self.open(action, {name: value or "" for name, value in form.fields.items()} | values)


@dataclass(frozen=True)
class Child:
    port: int
    code: str
    animals: list[str]
    """What it would like to be, in order."""
    pictures: tuple[str, ...]


def children(port: int, code: str, wishes: list[list[str]]) -> list[Child]:
    """As many as there are rows of wishes, each with pictures of its own."""
    pins = product(PIN_PICTURES, repeat=PIN_LENGTH)
    return [Child(port, code, wish, pin) for wish, pin in zip(wishes, pins, strict=False)]


def begins(child: Child) -> Tablet:
    """A child types the code, takes the first animal that is free, chooses three pictures and sees the book."""
    port, code = child.port, child.code
    chosen = {f"prent{number}": picture for number, picture in enumerate(child.pictures, start=1)}
    tablet = Tablet(port)
    typed = tablet.send(tablet.open("/klas"), "/klas", code=code)
    taken = {link.get("href") for link in typed.tree.find_class("zoo__animal--taken")}
    for address in (f"/klas/{code}/{animal}" for animal in child.animals):
        if address in taken:
            continue
        pictures = tablet.open(address)
        if not pictures.tree.xpath("//input[@name='nieuw']"):
            continue  # Somebody took it while this child looked for it.
        book = tablet.send(pictures, address, **chosen)
        if book.tree.find_class("book-text"):
            return tablet
    raise AssertionError(f"no book for {child}")


def all_at_once(many: list[Child]) -> list[Tablet]:
    gate = threading.Barrier(len(many))

    def one(child: Child) -> Tablet:
        gate.wait(60)
        return begins(child)

    with ThreadPoolExecutor(len(many)) as pool:
        return list(pool.map(one, many))
