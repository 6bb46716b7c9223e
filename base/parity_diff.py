"""What moved in a text: pieces that stayed, went and came, word by word in English and character by character in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from .parity_rule import essence
from .text import CHINESE, ENGLISH

STAYED, REMOVED, ADDED, LEFT_OUT = "stayed", "removed", "added", "left out"
AROUND = 60  # characters shown on either side of what moved
_SENTENCES = {CHINESE: re.compile("(?<=[。！？；])"), ENGLISH: re.compile("(?<=[.!?;]) ")}
_WORDS = re.compile(r"\s+|\w+(?:[.,’'-]\w+)*|\W")
_CHARACTERS = re.compile(r"\s+|[A-Za-z0-9]+(?:[.,'-][A-Za-z0-9]+)*|.", re.DOTALL)

Change = tuple[str, str]  # what went and what came; the same twice where nothing changed


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text and what became of it; one that is “left out” stands for words that stayed, far from any change."""

    kind: str
    text: str = ""


def pieces_between(before: str, after: str, language: str) -> list[Piece]:
    """From ``before`` to ``after``, with the words around each change. White space alone is no change.

    Sentences are compared first and words only inside those that differ, so that a long text takes no longer to compare than
    its changed part.
    """
    old, new = (_SENTENCES[language].split(essence(text, language)) for text in (before, after))
    joint = "" if language == CHINESE else " "
    changes: list[Change] = []
    for kind, left, right in _runs(old, new):
        gone, come = ("".join(each + joint for each in part) for part in (old[left], new[right]))
        changes += [(gone, come)] if kind == "equal" else _inside(gone, come, language)
    return list(_shortened(_pieces(_joined(changes, language))))


def _inside(gone: str, come: str, language: str) -> Iterator[Change]:
    cut = _CHARACTERS if language == CHINESE else _WORDS
    old, new = cut.findall(gone), cut.findall(come)
    for _kind, left, right in _runs(old, new):
        yield "".join(old[left]), "".join(new[right])


def _runs(old: list[str], new: list[str]) -> Iterator[tuple[str, slice, slice]]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield kind, slice(a, b), slice(c, d)


def _joined(changes: Iterable[Change], language: str) -> list[Change]:
    """Neighbours as one; and two changes as one where only a space, or a single Chinese character, stands between them."""
    joined: list[Change] = []
    for gone, come in changes:
        if not joined:
            joined.append((gone, come))
            continue
        earlier, same = joined[-1], gone == come
        if same == (earlier[0] == earlier[1]):
            joined[-1] = (earlier[0] + gone, earlier[1] + come)
        elif not same and len(joined) > 1 and _is_slight(earlier[0], language):
            joined.pop()
            joined[-1] = (joined[-1][0] + earlier[0] + gone, joined[-1][1] + earlier[1] + come)
        else:
            joined.append((gone, come))
    return joined


def _is_slight(text: str, language: str) -> bool:
    return len(text.strip()) <= (1 if language == CHINESE else 0)


def _pieces(changes: Iterable[Change]) -> list[Piece]:
    pieces = []
    for gone, come in changes:
        parts = [Piece(STAYED, come)] if gone == come else [Piece(REMOVED, gone), Piece(ADDED, come)]
        pieces += [piece for piece in parts if piece.text.strip()]
    return [*pieces[:-1], *(Piece(piece.kind, piece.text.rstrip()) for piece in pieces[-1:])]


def _shortened(pieces: list[Piece]) -> Iterator[Piece]:
    last = len(pieces) - 1
    for at, piece in enumerate(pieces):
        text = piece.text
        if piece.kind != STAYED or len(text) <= 3 * AROUND:
            yield piece
            continue
        if at > 0:
            head = text[:AROUND]
            yield Piece(STAYED, head[: head.rfind(" ") + 1] or head)
        yield Piece(LEFT_OUT)
        if at < last:
            tail = text[-AROUND:]
            yield Piece(STAYED, tail[tail.find(" ") :] if " " in tail else tail)
