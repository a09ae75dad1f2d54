"""`python -m sigap`: the command line, for when the script is not on the PATH."""

from sigap.cli import main

main()
