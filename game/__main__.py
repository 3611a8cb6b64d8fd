"""`python -m game`: the game without the portal's command line around it."""

from game.cli import game

if __name__ == "__main__":
    game(prog_name="python -m game")
