"""python -m gaoan_cli"""

from gaoan_cli.cli import main

main()
