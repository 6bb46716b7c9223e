"""Runs several commands of manage.py one after the other, each given as one argument.

In one process, because starting Django takes longer than most of them.
"""

import shlex
import sys
from pathlib import Path

import django
from django.core.management import CommandError, call_command

sys.path.insert(0, str(Path(__file__).parents[2]))
django.setup()

for line in sys.argv[1:]:
    try:
        call_command(*shlex.split(line))
    except CommandError as error:
        sys.exit(f"{shlex.split(line)[0]}: {error}")
