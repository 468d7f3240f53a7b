"""The command line: commands, what may stand on it, help, completion: the only Typer."""
