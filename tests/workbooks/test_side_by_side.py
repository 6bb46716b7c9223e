"""Two people at the same moment: whoever confirms second is told, and nothing of theirs is written."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from base.workbooks.importing import Moved, look, take_over
from results.models import ProgressEntry, ReportingCycle
from tests.people import editor
from tests.workbooks.filling import PROGRESS, Filled, export

CYCLE = "som-2024-05"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_confirm_at_once_one_is_told() -> None:
    people = [editor(), editor()]
    entry = ProgressEntry.objects.filter(cycle=ReportingCycle.objects.get(slug=CYCLE), country=None).first()
    texts = ["230 from the first.", "230 from the second."]
    books = []
    for by, text in zip(people, texts, strict=True):
        filled = Filled(export(cycle=CYCLE, by=by)).fill(PROGRESS, f"{entry.indicator.code}|", narrative_en=text)
        books.append((filled.read(), by, look(filled.read(), by=by).fingerprint))
    ready = threading.Barrier(2)
    written, moved = [], []

    def confirm(number: int) -> None:
        read, by, seen = books[number]
        ready.wait()
        try:
            with transaction.atomic():
                take_over(read, by=by, seen=seen)
            written.append(texts[number])
        except Moved as refused:
            moved.append(refused.preview.conflicts[0].old)
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(written) == len(moved) == 1
    assert moved == written  # the second was shown what the first had written
    entry.refresh_from_db()
    assert entry.narrative_en == written[0]
