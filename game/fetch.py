"""The pack of a visit, and the counts of a run: the only two things the game asks of a portal.

A pack that was once fetched is kept and used when there is no network; a result that can't be sent is kept
and sent at the next start. The run's own id makes it count once, however often it is sent.

What speaks to networks is imported when a portal is asked: most lessons ask none, and it takes two megabytes.
"""

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from content.load import LoadedPack, PackError, load_pack

TIMEOUT_S = 8.0
MAX_BYTES = 64 * 1024 * 1024
_NOT_CODE = re.compile(r"[^0-9A-Z]")
# Letters that the portal never gives, because they look like a digit that it does give.
_MISREAD = str.maketrans("BSZ", "852")


class VisitError(Exception):
    """Why there is no pack for this code. `str()` is a Dutch sentence for the teacher."""


class UnknownVisit(VisitError):
    def __init__(self, code: str) -> None:
        super().__init__(f"We kennen de bezoekcode {code} niet. Kijk ze na op je bevestiging.")


class PortalAway(VisitError):
    def __init__(self, portal: str) -> None:
        super().__init__(f"Geen antwoord van {urlsplit(portal).netloc or portal}. Klopt het adres?")


class BadPack(VisitError):
    def __init__(self) -> None:
        super().__init__("Het spel van dit bezoek kwam beschadigd aan. Probeer het opnieuw.")


class BadPortal(VisitError):
    def __init__(self, portal: str) -> None:
        super().__init__(f"{portal} is geen webadres. Het begint met http:// of https://.")


@dataclass(frozen=True, slots=True)
class VisitPack:
    """What a code opened. `from_store` tells that it came from this computer, because the portal was away."""

    pack: LoadedPack
    code: str
    portal: str
    from_store: bool


def usual_portal() -> str:
    """Where a computer that never saw a portal looks first: `FOYER_BASE_URL`, else where `foyer` runs by itself."""
    return os.environ.get("FOYER_BASE_URL", "").rstrip("/") or "http://127.0.0.1:8000"


def tidy_address(typed: str) -> str:
    """A web address as people type it: they leave out https://, which only a computer of one's own can miss."""
    address = typed.strip().rstrip("/").lower()
    if "://" in address:
        return address
    own = address.startswith(("127.", "localhost", "192.168.", "10."))
    return f"{'http' if own else 'https'}://{address}"


def tidy_code(typed: str) -> str:
    """The code as the portal keeps it: any case, spaces and dashes are welcome."""
    return _NOT_CODE.sub("", typed.upper()).translate(_MISREAD)


@dataclass(frozen=True, slots=True)
class Visits:
    """The visits this computer knows, in `folder` of the user's data."""

    folder: Path

    # -- packs ------------------------------------------------------------------------------------------
    def fetch(self, code: str, portal: str) -> VisitPack:
        """The pack of the visit: from the portal, or the kept copy when the portal does not answer.

        Raises:
            VisitError: unknown code, no connection and no copy, or a damaged pack.
        """
        import urllib.error
        import urllib.request

        code, portal = tidy_code(code), portal.rstrip("/")
        if urlsplit(portal).scheme not in ("http", "https"):
            raise BadPortal(portal)
        kept, etag = self._kept(code, portal)
        request = urllib.request.Request(  # noqa: S310  the scheme was checked above
            f"{portal}/api/v1/visits/{quote(code)}/pack", headers={"If-None-Match": etag} if etag else {}
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310
                data = answer.read(MAX_BYTES + 1)
                headers = answer.headers
        except urllib.error.HTTPError as error:
            if error.code == 304 and kept is not None:
                return VisitPack(kept, code, portal, from_store=False)
            if error.code == 404:
                raise UnknownVisit(code) from error
            return self._from_store(kept, code, portal, error)
        except (urllib.error.URLError, OSError, ValueError) as error:
            return self._from_store(kept, code, portal, error)
        pack = _checked(data, headers.get("X-Pack-Digest"))
        self._keep(code, portal, data, headers.get("ETag", ""))
        return VisitPack(pack, code, portal, from_store=False)

    def known(self) -> tuple[VisitPack, ...]:
        """The packs kept here, the last fetched first."""
        found: list[tuple[float, VisitPack]] = []
        for note in self._packs.glob("*.json"):
            try:
                facts = json.loads(note.read_text("utf-8"))
                pack = load_pack(note.with_suffix(".foyer"))
            except (OSError, ValueError, PackError):
                continue  # A half-written copy is fetched anew; it must not stop the title screen.
            found.append((note.stat().st_mtime, VisitPack(pack, facts["code"], facts["portal"], from_store=True)))
        return tuple(visit for _, visit in sorted(found, key=lambda pair: -pair[0]))

    @property
    def _packs(self) -> Path:
        return self.folder / "packs"

    def _place(self, code: str, portal: str) -> Path:
        return self._packs / f"{code}@{re.sub(r'[^a-z0-9.-]', '-', urlsplit(portal).netloc.lower())}.foyer"

    def _kept(self, code: str, portal: str) -> tuple[LoadedPack | None, str]:
        place = self._place(code, portal)
        try:
            facts = json.loads(place.with_suffix(".json").read_text("utf-8"))
            return load_pack(place), str(facts.get("etag", ""))
        except (OSError, ValueError, PackError):
            return None, ""

    def _from_store(self, kept: LoadedPack | None, code: str, portal: str, error: Exception) -> VisitPack:
        if kept is None:
            raise PortalAway(portal) from error
        return VisitPack(kept, code, portal, from_store=True)

    def _keep(self, code: str, portal: str, data: bytes, etag: str) -> None:
        place = self._place(code, portal)
        note = {"code": code, "portal": portal, "etag": etag}
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(place, data)
            _write_whole(place.with_suffix(".json"), json.dumps(note).encode())
        except OSError:
            return  # A full disk costs the copy for later, not the lesson of now.

    # -- results ----------------------------------------------------------------------------------------
    def hand_in(self, code: str, portal: str, result: dict[str, object]) -> bool:
        """Send the counts of a run; kept for later, and False, when the portal is away."""
        note: dict[str, object] = {"code": tidy_code(code), "portal": portal.rstrip("/"), "result": result}
        place = self.folder / "results" / f"{result['run_id']}.json"
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(place, json.dumps(note).encode())
        except OSError:
            return _post(note)
        return self._send(place)

    def send_waiting(self) -> int:
        """Send what could not be sent before; how many arrived."""
        return sum(self._send(place) for place in sorted((self.folder / "results").glob("*.json")))

    def _send(self, place: Path) -> bool:
        try:
            note = json.loads(place.read_text("utf-8"))
        except (OSError, ValueError):
            return False
        if not _post(note):
            return False
        place.unlink(missing_ok=True)
        return True


def _checked(data: bytes, digest: str | None) -> LoadedPack:
    if len(data) > MAX_BYTES:
        raise BadPack
    try:
        pack = load_pack(data)
    except PackError as error:
        raise BadPack from error
    if digest is not None and digest.strip('"') != pack.digest:
        raise BadPack
    return pack


def _post(note: dict[str, object]) -> bool:
    """Whether the portal has the result now. A refusal (4xx) is final: sending it again would change nothing."""
    import urllib.error
    import urllib.request

    portal, code = str(note["portal"]), str(note["code"])
    if urlsplit(portal).scheme not in ("http", "https"):
        return False
    request = urllib.request.Request(  # noqa: S310  the scheme was checked above
        f"{portal}/api/v1/visits/{quote(code)}/results",
        data=json.dumps(note["result"]).encode(),
        headers={"Content-Type": "application/json"},
        method="POST",
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S):  # noqa: S310
            return True
    except urllib.error.HTTPError as error:
        return error.code in (400, 404, 409, 410, 422)
    except (urllib.error.URLError, OSError, ValueError):
        return False


def _write_whole(place: Path, data: bytes) -> None:
    """Write beside it and rename, so that a reader never meets half a file."""
    draft = place.with_name(f"{place.name}.new")
    draft.write_bytes(data)
    draft.replace(place)
