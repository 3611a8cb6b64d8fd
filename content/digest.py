"""A pack's identity: the sha256 of its canonical bytes, the same in a folder, a zip and on every computer."""

import hashlib
import json
from collections.abc import Mapping

from content.files import PACK_JSON
from content.jsontext import read_object
from content.problem import PackError


def digest(files: Mapping[str, bytes]) -> str:
    """Hex sha256 over all files by name; each name and content with its length, so that none can lend bytes."""
    total = hashlib.sha256(b"foyer pack\n")
    for name in sorted(files):
        for part in (name.encode("utf-8", "surrogateescape"), canonical(name, files[name])):
            total.update(len(part).to_bytes(8, "big"))
            total.update(part)
    return total.hexdigest()


def canonical(name: str, data: bytes) -> bytes:
    """What `data` says, without what an editor or git may change: key order, white space, line ends.

    Bytes that can't be read as what their name promises stand for themselves.
    """
    if name == PACK_JSON:
        try:
            pack = read_object(data, name)
        except PackError:
            return data
        return json.dumps(pack, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    if name.endswith(".svg"):
        return data.replace(b"\r\n", b"\n")
    return data
