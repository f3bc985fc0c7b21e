"""The command line: arguments → options → one call → exit code. Only this package prints or exits.

Exit codes: 0 done, 1 the data does not conform or part of the input failed, 2 wrong use or unreadable
input. Results go to standard output, messages to standard error.
"""

from icmlpo_rdf.cli.main import main

__all__ = ["main"]
