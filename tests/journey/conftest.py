"""The portal as browsers see it and the game as a class sees it, in one test."""

from tests.browser.conftest import portal
from tests.game.flows.conftest import klas

__all__ = ["klas", "portal"]
