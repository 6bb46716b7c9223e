"""What the room sends by e-mail: its kinds of letters, and what is owed in it."""

from __future__ import annotations

from accounts import letters
from accounts.services.reminding import Source, register_source

from .enums import NoticeKind
from .services.letters import items, write_letter
from .services.reminding import digest, owed


def register_mail() -> None:
    """Have the room's letters written, and what is owed in its cycles told in the daily reminder."""
    for kind in NoticeKind:
        letters.register(kind, write_letter, kind.label)
    register_source(Source("results", owed=owed, items=items, digest=digest))
