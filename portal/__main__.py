"""`python -m portal`: the portal's commands without the installed script."""

from portal.cli import portal

if __name__ == "__main__":
    portal(prog_name="foyer portal")
