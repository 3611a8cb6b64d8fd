"""Where the drops hang: every piece of the stage in a place of its own, that it keeps as long as it hangs."""

from itertools import pairwise

import pytest

from content.load import complete, load_pack, shipped
from content.model import FliesScene, Level
from game.rules import flies
from game.rules.activity import Advance
from game.view.boards.flies import hung_at
from tests.game.packs import a_play


def stages(state: flies.FliesState) -> list[flies.FliesState]:
    """The scene as it goes for a class that does everything right, at every piece that moves."""
    seen = [state]
    while not flies.is_complete(state):
        moves = flies.moves(state)
        state, _ = flies.apply(state, moves[0] if moves else Advance(60))
        if state.stage != seen[-1].stage or state.round != seen[-1].round:
            seen.append(state)
    return seen


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("pack_id", shipped())
def test_pieces_hang_apart_and_what_stays_does_not_move(pack_id: str, level: Level) -> None:
    pack = complete(load_pack(pack_id)).pack
    scene = next(one for one in pack.scenes if isinstance(one, FliesScene))
    for seed in range(12):
        all_of_it = stages(a_play(pack, scene.id, seed=seed, level=level))
        for before, after in pairwise(all_of_it):
            was, now = hung_at(before), hung_at(after)
            assert len({now[slug] for slug in after.stage}) == len(after.stage)
            assert all(was[slug] == now[slug] for slug in before.stage & after.stage)
            assert before.stage <= now.keys(), "a piece that flies up is painted on its way"
