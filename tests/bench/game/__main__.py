"""What every picture of the game costs: `python -m tests.bench.game`. Printed, never asserted: machines differ.

Limits (CPU time in copies of one frame): a usual frame 2; a full repaint, a fade and the curtain 5; presenting 1.5.
An idle screen 1.5 % of a core; the closed curtain after 1 s, the first scene after 2 s; 120 MB at 1920x1080, 300 MB
at 3840x2160. Run it on a quiet computer: what other programs take from the caches counts too.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path
from statistics import median
from typing import Any

SIZES = ("1920x1080", "3840x2160")
USUAL, WHOLE, PRESENT, IDLE, CURTAIN_S, SCENE_S = 2.0, 5.0, 1.5, 0.015, 1.0, 2.0
MEMORY_MB = {"1920x1080": 120, "3840x2160": 300}
_ROOT = Path(__file__).resolve().parents[3]


def main() -> None:
    chosen = _arguments()
    if chosen.part:
        print(json.dumps(PARTS[chosen.part](_pixels(chosen.size[0]), chosen.only)))
        return
    for size in chosen.size:
        print(f"\n## {size}\n")
        scenes = _scene_rows(size, chosen.only)
        _print_scenes(scenes)
        if not chosen.only:
            _print_rest(size)


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.bench.game", description=__doc__)
    parser.add_argument("--size", nargs="+", default=list(SIZES), help="WIDTHxHEIGHT ...")
    parser.add_argument("--only", default="", help="only pictures whose name begins so, for instance flies")
    parser.add_argument("--part", default="", help=f"one measurement as JSON, in this process: {', '.join(PARTS)}")
    return parser.parse_args()


def _pixels(size: str) -> tuple[int, int]:
    wide, high = size.split("x")
    return int(wide), int(high)


# What is measured; each part runs in a process of its own, so that none warms up another ------------------------


def scenes(size: tuple[int, int], only: str) -> list[dict[str, Any]]:
    from tests.bench.game.board import Board
    from tests.bench.game.measure import Copies, costs

    copies = Copies(size)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        board = Board(Path(folder), size)
        for stop in board.stops(only):
            cost = costs(board, copies)
            found.append(
                {"name": stop, "usual": cost.usual, "full": cost.full, "fade": cost.fade, "curtain": cost.curtain}
            )
        board.close()
    return found


def memory(size: tuple[int, int], only: str) -> dict[str, float]:
    """A walk through every picture, drawn by a crew as in a lesson."""
    from concurrent.futures import ThreadPoolExecutor

    from game.start import CREW
    from tests.bench.game.board import Board

    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(CREW) as crew:
        board = Board(Path(folder), size, crew)
        largest = max(_memory_mb()["VmRSS"] for _ in board.stops(only))
        board.close()
    return {"largest": largest, "peak": _memory_mb()["VmHWM"]}


def _memory_mb() -> dict[str, float]:
    """Of this process, from Linux; empty elsewhere."""
    status = Path("/proc/self/status").read_text("utf-8")
    return {name: int(kb) / 1024 for name, kb in re.findall(r"(VmRSS|VmHWM):\s+(\d+)", status)}


def idle(size: tuple[int, int], only: str) -> dict[str, float]:
    from tests.bench.game.board import Board
    from tests.bench.game.measure import idle_share, still

    found = {}
    with tempfile.TemporaryDirectory() as folder:
        board = Board(Path(folder), size)
        for stop in board.stops():
            if stop in ("title", "house", "flies/hands", "choices/vote"):
                found[stop] = idle_share(board, 4.0)
                found[f"{stop}, calm"] = still(board, 4.0)
        board.close()
    return found


def present(size: tuple[int, int], only: str) -> dict[str, float]:
    """Bringing a whole frame to a real window; needs a screen, or Xvfb."""
    import pygame

    from game.view.private import open_screen, set_hints
    from tests.bench.game.measure import Copies

    set_hints()
    window = open_screen(size, windowed=True)
    copies = Copies(size)

    def shown() -> bool:
        pygame.display.flip()
        return True

    window.fill((40, 20, 30))
    for _ in range(5):
        shown()
    return {"present": copies.ratio(shown, 25) or 0.0}


def start(size: tuple[int, int], only: str) -> dict[str, float]:
    """From the command to what is seen: wall-clock seconds and seconds of CPU."""
    watched = Path(__file__).with_name("watched.py")
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"FOYER_DATA_DIR": folder, "SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}
        runs = []
        for _ in range(3):
            done = subprocess.run(
                [sys.executable, watched, str(time.time()), f"{size[0]}x{size[1]}"],
                env=env, cwd=_ROOT, stdout=subprocess.PIPE, text=True, timeout=120, check=True,
            )  # fmt: skip
            runs.append(json.loads(done.stdout.splitlines()[-1]))
    return {name: median(run[name] for run in runs) for name in runs[0]}


PARTS = {"scenes": scenes, "memory": memory, "idle": idle, "present": present, "start": start}


# Printing -------------------------------------------------------------------------------------------------------


def _measured(part: str, size: str, only: str = "", env: dict[str, str] | None = None) -> Any:
    command = [sys.executable, "-m", "tests.bench.game", "--part", part, "--size", size, "--only", only]
    done = subprocess.run(command, cwd=_ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def _scene_rows(size: str, only: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = _measured("scenes", size, only)
    return rows


def _print_scenes(rows: list[dict[str, Any]]) -> None:
    columns = {"usual": USUAL, "full": WHOLE, "fade": WHOLE, "curtain": WHOLE}
    print("| picture | " + " | ".join(f"{name} (at most {limit:g})" for name, limit in columns.items()) + " |")
    print("|---|" + "---|" * len(columns))
    for row in rows:
        print(f"| {row['name']} | " + " | ".join(_cell(row[name], limit) for name, limit in columns.items()) + " |")
    for name, take in (("median", median), ("worst", max)):
        found = {c: [row[c] for row in rows if row[c] is not None] for c in columns}
        cells = (_cell(take(found[c]) if found[c] else None, limit) for c, limit in columns.items())
        print(f"| **{name}** | " + " | ".join(cells) + " |")


def _cell(value: float | None, limit: float) -> str:
    if value is None:
        return "-"
    return f"{value:.1f}" + (" !" if value > limit else "")


def _print_rest(size: str) -> None:
    print()
    shown = _present(size)
    if shown is None:
        print("presenting: not measured, there is no Xvfb here")
    else:
        print(f"presenting: {_cell(shown, PRESENT)} copies (at most {PRESENT})")
    for name, share in _measured("idle", size).items():
        print(f"idle, {name}: {share * 100:.2f} % of a core (at most {IDLE * 100})" + (" !" if share > IDLE else ""))
    began = _measured("start", size)
    for name, limit in (("curtain", CURTAIN_S), ("scene", SCENE_S)):
        late, cpu = " !" if began[name] > limit else "", began[f"{name}_cpu"]
        print(f"{name} on the screen after {began[name]:.2f} s, {cpu:.2f} s of CPU (at most {limit} s){late}")
    took = _measured("memory", size)
    limit = MEMORY_MB.get(size, 300)
    print(f"memory: {took['largest']:.0f} MB, at its peak {took['peak']:.0f} MB (at most {limit} MB)")


def _present(size: str) -> float | None:
    """Through a real window on a virtual screen."""
    xvfb = shutil.which("Xvfb")
    if xvfb is None:
        return None
    read, write = os.pipe()
    server = subprocess.Popen(
        [xvfb, "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
        pass_fds=[write], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        os.close(write)
        with os.fdopen(read) as answer:
            display = answer.readline().strip()
        env = os.environ | {"DISPLAY": f":{display}", "SDL_VIDEODRIVER": "x11"}
        return float(_measured("present", size, env=env)["present"])
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
