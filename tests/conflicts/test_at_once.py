"""Two people who press “Save” at the very same moment, each with a connection to the database of their own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections, transaction

from base.versions import Conflict, hold, version_of
from knowledge.models import GlossaryTerm


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_first_and_the_other_is_told() -> None:
    assert connection.vendor == "postgresql"
    term = GlossaryTerm.objects.create(slug="health-desk", term_en="0", term_zh_hans="零")
    together = Barrier(2)

    def save(name: str) -> list[str]:
        outcomes = []
        for number in range(20):
            seen = version_of(term)
            together.wait(timeout=30)
            try:
                with transaction.atomic():
                    held = hold(term, seen)
                    held.term_en = f"{name} {number}"
                    held.save()
                outcomes.append("saved")
            except Conflict as conflict:
                outcomes.append("told" if conflict.version != seen else "told for nothing")
            together.wait(timeout=30)
        connections.close_all()
        return outcomes

    with ThreadPoolExecutor(2) as pool:
        rounds = list(zip(*pool.map(save, ("Ann", "Ben")), strict=True))

    assert [sorted(each) for each in rounds] == [["saved", "told"]] * 20
    assert term.history.count() == 21
