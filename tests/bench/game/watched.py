"""`foyer game` as a teacher starts it, with a stopwatch on what reaches the screen: `watched.py SINCE WxH`.

Prints when the closed curtain and the first whole picture were presented, and ends.
"""

import importlib
import json
import os
import sys
import time

since, size = float(sys.argv[1]), sys.argv[2]
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"
sys.path.insert(0, os.getcwd())

pygame = importlib.import_module("pygame")  # Only now: the second that it takes belongs to the command.
_flip, _update = pygame.display.flip, pygame.display.update
seen: dict[str, float] = {}


def flip() -> None:
    _flip()
    if "curtain" not in seen:
        seen["curtain"], seen["curtain_cpu"] = time.time() - since, time.process_time()


def update(*rects: object) -> None:
    _update(*rects)
    seen["scene"], seen["scene_cpu"] = time.time() - since, time.process_time()
    print(json.dumps(seen), flush=True)
    os._exit(0)


pygame.display.flip, pygame.display.update = flip, update

sys.argv = ["foyer", "game", "--size", size, "--quality", "full"]
importlib.import_module("portal.cli").main()
