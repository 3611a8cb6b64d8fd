"""Every screen that another one opens, by its name: they know the table's names, and only the table knows them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from game.scenes.activity import Activity
from game.scenes.desk import Desk
from game.scenes.finale import Finale
from game.scenes.house import HouseMap
from game.scenes.learned import Learned
from game.scenes.plan import PlanBoard
from game.scenes.setup import SetUp
from game.scenes.stack import Scene
from game.scenes.title import Title

SCREENS: Mapping[str, Callable[[Desk], Scene]] = MappingProxyType(
    {screen.name: screen for screen in (Title, SetUp, HouseMap, PlanBoard, Activity, Finale, Learned)}
)
