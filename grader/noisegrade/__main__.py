"""`python -m noisegrade`: the command, where no script of that name is on the path."""

from noisegrade.cli import main

if __name__ == "__main__":
    main()
