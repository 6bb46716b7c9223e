"""Abbreviations are written out at their first use: “Working Party on Water (WPW)”, 水工作组（WPW）."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from django.utils.html import escape

from base.prose import Page
from base.text import CHINESE

from .selectors.official_terms import OfficialTerm, official_terms
from .wordings import is_within, plain, spans

# Where nothing is written out: headings, code, links, addresses, tags, references to figures.
LEFT_ALONE = re.compile(
    r"""
      ^[ ]{0,3}\#{1,6}[ ].*$ | ^[^\n]+\n(?:=+|-+)[ ]*$ | ^(?:```|~~~)[\s\S]*?^(?:```|~~~) | ^(?:[ ]{4}|\t).*$
    | `[^`]*` | 《[^》\n]*》 | !?\[(?:\\.|[^\]\\])*\](?:\((?:[^()"\n]|"[^"\n]*")*\)|\[[^\]]*\])? | <[^<>\n]+> | https?://\S+
    | (?:\{\{|｛｛).*?(?:\}\}|｝｝)
    """,
    re.MULTILINE | re.VERBOSE,
)
INNER_CAPITAL = re.compile(r"\S[A-Z]")  # in every abbreviation, and in few other words
TERMS = "official terms"  # what a page keeps


def write_out(
    text: str, language: str, explained: set[str], *, terms: Iterable[OfficialTerm] | None = None, marked: bool = False
) -> str:
    """The text with each abbreviation of the glossary written out where it is used first.

    ``explained`` are those that stand written out above it, and is added to. ``marked`` gives every other one, in HTML, its
    full form as a title. Two terms with the same abbreviation are left alone, and so is one within an official wording.
    """
    terms = tuple(official_terms() if terms is None else terms)
    forms = _forms(terms, language)
    pattern = _pattern(forms)
    if pattern is None or not pattern.search(text):
        return text
    left_alone = [found.span() for found in LEFT_ALONE.finditer(text)]
    wordings = [wording for term in terms for wording in term.official(language) if wording not in forms]
    official = spans(wordings, plain(text), language)
    parts, end = [], 0
    for found in pattern.finditer(text):
        if is_within(found.span(), left_alone):
            continue
        short, form = found["short"], forms[found["short"]]
        parts.append(text[end : found.start()])
        end = found.end()
        if short in explained or found["plural"] or is_within(found.span(), official):
            parts.append(_titled(found[0], form) if marked else found[0])
        elif _is_explained_here(text, found, form):
            explained.add(short)
            parts.append(_titled(found[0], form) if marked else found[0])
        else:
            explained.add(short)
            parts[-1], written = _in_place(parts[-1], form, language)
            parts.append(f"{written}（{short}）" if language == CHINESE else f"{written} ({short})")
    return "".join([*parts, text[end:]])


def write_out_on_page(text: str, language: str, page: Page) -> str:
    """For pages (``base.prose``): the first use on a page is written out, the others have a title."""
    if not INNER_CAPITAL.search(text):
        return text
    if TERMS not in page.kept:
        page.kept[TERMS] = official_terms()
    return write_out(text, language, page.explained[language], terms=page.kept[TERMS], marked=True)


def _forms(terms: Iterable[OfficialTerm], language: str) -> dict[str, str]:
    """The full form of each abbreviation that stands for one term alone."""
    known = [(term.abbreviation, term.term.in_language(language)) for term in terms if term.abbreviation]
    times = Counter(short for short, _form in known)
    return {short: form for short, form in known if form and form != short and times[short] == 1}


def _pattern(forms: dict[str, str]) -> re.Pattern[str] | None:
    """Finds the abbreviations as words, the longest first; “HRF-03” is no use of “HRF”."""
    if not forms:
        return None
    shorts = "|".join(re.escape(short) for short in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<![A-Za-z0-9-])(?P<short>{shorts})(?P<plural>s|[’']s|)(?![A-Za-z0-9]|-[A-Za-z0-9])")


def _is_explained_here(text: str, found: re.Match[str], form: str) -> bool:
    """Whether the writer wrote it out: “… (WPW)”, or “WPW (Working Party on Water)”."""
    before, after = text[: found.start()].rstrip(), text[found.end() :].lstrip()
    if before.endswith(("(", "（")) and after.startswith((")", "）")):
        return True
    return after.startswith(("(", "（")) and after[1:].lstrip().casefold().startswith(form.casefold())


def _in_place(before: str, form: str, language: str) -> tuple[str, str]:
    """The full form as its place wants it, and the text before it: the right article, a capital where a sentence begins."""
    if language == CHINESE:
        return before, form
    if article := re.search(r"(?<![\w’'])([Aa])n?( )$", before):
        vowel = form[0].lower() in "aeiou" and not form.lower().startswith(("uni", "eu"))
        before = f"{before[: article.start()]}{article[1]}{'n' if vowel else ''} "
    begins = re.search(r"(?:^|[.!?]\s|\n)\s*(?:[-*+]\s|\d+\.\s)?\s*$", before)
    return before, form[:1].upper() + form[1:] if begins else form


def _titled(written: str, form: str) -> str:
    return f'<abbr title="{escape(form).replace("|", "&#124;")}">{written}</abbr>'
