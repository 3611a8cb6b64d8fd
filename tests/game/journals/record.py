"""Records the lessons of `recorded/` anew: `python -m tests.game.journals.record`, from the root of the repository.

A lesson that a class saved must still open after an update. When `test_recorded.py` fails, the rules play old lessons
otherwise than they were played: keep the old way, or record anew and tell in the change notes that a lesson which was
paused can't be resumed.
"""

from pathlib import Path

from game.autoplay import play_to_end
from game.rules.together import InputMode
from tests.game.packs import EVERY, LEVELS

HERE = Path(__file__).parent / "recorded"
DIGEST = "d" * 64


def main() -> None:
    HERE.mkdir(exist_ok=True)
    for seed, (level, mode) in enumerate(zip(LEVELS, InputMode, strict=True)):
        report = play_to_end(EVERY, seed, level, (), mode, digest=DIGEST)
        (HERE / f"{level}-{mode}.foyerrun").write_bytes(report.recording)


if __name__ == "__main__":
    main()
