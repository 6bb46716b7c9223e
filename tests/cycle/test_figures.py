"""The figures of an entry: written with it, and observations from its approval on."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from base.text import Text
from results.enums import Detail, EntryState, ObservationKind, Sex, ValueState
from results.models import EntryFigure, Measure, Observation, ProgressEntry
from results.selectors.cells import cells_of
from results.services import reviewing
from results.services.figures import FigureInput, record_figures
from tests import people
from tests.cycle import builders
from tests.pages import builders as pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> ProgressEntry:
    return builders.entry(builders.cycle())


@pytest.fixture
def measure(entry: ProgressEntry) -> Measure:
    return builders.measure_of(entry)


def _observed(measure: Measure) -> list[tuple]:
    found = Observation.objects.filter(measure=measure).order_by("sex")
    return [(each.sex, each.state, each.value) for each in found]


def _approve(entry: ProgressEntry, by: object) -> ProgressEntry:
    entry = ProgressEntry.objects.get(pk=entry.pk)
    return reviewing.approve(entry=reviewing.submit(entry=entry, by=by), by=people.reviewer())


def test_figures_are_nobodys_business_before_they_are_approved(entry: ProgressEntry, measure: Measure) -> None:
    editor = people.editor()
    figure = FigureInput(measure, value=Decimal("187"), note=Text(zh="据名单", en="From the list"))
    assert record_figures(entry=entry, figures=[figure], by=editor) == 1
    assert (entry.author, entry.state) == (editor, EntryState.DRAFT)
    assert _observed(measure) == []

    _approve(entry, editor)

    [observation] = Observation.objects.filter(measure=measure)
    assert (observation.kind, observation.value, observation.note_zh_hans) == (ObservationKind.ACTUAL, Decimal(187), "据名单")
    assert (observation.period_start, observation.period_end) == (entry.cycle.period_start, entry.cycle.period_end)
    assert observation.history.get().history_change_reason == "approve"
    assert EntryFigure.objects.get(entry=entry).value == Decimal(187)  # the record of what was told stays


def test_a_country_tells_its_own_figure(measure: Measure, entry: ProgressEntry) -> None:
    country, other = builders.members(2)
    focal = people.focal_point(country=country)
    own = builders.entry(entry.cycle, about=entry.indicator, country=country)
    record_figures(entry=own, figures=[FigureInput(measure, value=Decimal(5))], by=focal)
    _approve(own, focal)
    assert Observation.objects.get(measure=measure).country == country

    theirs = builders.entry(entry.cycle, about=entry.indicator, country=other)
    with pytest.raises(PermissionDenied):
        record_figures(entry=theirs, figures=[FigureInput(measure, value=Decimal(5))], by=focal)
    assert not EntryFigure.objects.filter(entry=theirs).exists()


@pytest.mark.parametrize("state", [ValueState.NOT_AVAILABLE, ValueState.NOT_APPLICABLE, ValueState.TO_BE_SET])
def test_what_is_not_there_has_a_state_and_no_value(state: str, entry: ProgressEntry, measure: Measure) -> None:
    editor = people.editor()
    record_figures(entry=entry, figures=[FigureInput(measure, state=state)], by=editor)
    _approve(entry, editor)
    assert _observed(measure) == [("", state, None)]
    with pytest.raises(ValidationError):
        record_figures(entry=entry, figures=[FigureInput(measure, state=state, value=Decimal(0))], by=editor)


def test_zero_is_a_figure_and_an_empty_cell_is_none(entry: ProgressEntry, measure: Measure) -> None:
    editor = people.editor()
    assert record_figures(entry=entry, figures=[FigureInput(measure, value=Decimal(0))], by=editor) == 1
    assert EntryFigure.objects.get(entry=entry).value == 0
    assert record_figures(entry=entry, figures=[FigureInput(measure)], by=editor) == 1
    assert not EntryFigure.objects.filter(entry=entry).exists()
    assert record_figures(entry=entry, figures=[FigureInput(measure)], by=editor) == 0


def test_the_same_again_changes_nothing(entry: ProgressEntry, measure: Measure) -> None:
    editor = people.editor()
    record_figures(entry=entry, figures=[FigureInput(measure, value=Decimal("3.0000"))], by=editor)
    versions = entry.history.count()
    assert record_figures(entry=entry, figures=[FigureInput(measure, value=Decimal(3))], by=editor) == 0
    assert entry.history.count() == versions


def test_a_correction_of_an_approved_figure_says_why(entry: ProgressEntry, measure: Measure) -> None:
    editor = people.editor()
    record_figures(entry=entry, figures=[FigureInput(measure, value=Decimal(187))], by=editor)
    entry = _approve(entry, editor)
    record_figures(entry=entry, figures=[FigureInput(measure, value=Decimal(190))], by=editor)
    assert _observed(measure) == [("", "reported", Decimal(187))]  # the public reads the approved one

    with pytest.raises(ValidationError, match="why the approved figure changes"):
        reviewing.submit(entry=entry, by=editor)
    told = FigureInput(measure, value=Decimal(190), correction_reason=Text(zh="漏计三人。", en="Three were counted late."))
    record_figures(entry=entry, figures=[told], by=editor)
    _approve(entry, editor)
    assert _observed(measure) == [("", "reported", Decimal(190))]
    changes = Observation.objects.get(measure=measure).history.values_list("history_change_reason", flat=True)
    assert list(changes) == ["Three were counted late.", "approve"]


def test_parts_that_do_not_add_up_are_not_submitted(entry: ProgressEntry, measure: Measure) -> None:
    editor = people.editor()
    entry.indicator.by_sex, measure.detail = True, Detail.FULL
    entry.indicator.save()
    measure.save()
    entry = ProgressEntry.objects.get(pk=entry.pk)
    measure = Measure.objects.get(pk=measure.pk)
    figures = [FigureInput(measure, sex=sex, value=Decimal(n)) for sex, n in ((Sex.ALL, 10), (Sex.WOMEN, 5), (Sex.MEN, 4))]
    record_figures(entry=entry, figures=figures, by=editor)
    with pytest.raises(ValidationError, match="1 less than the total of 10"):
        reviewing.submit(entry=entry, by=editor)
    record_figures(entry=entry, figures=[FigureInput(measure, sex=Sex.MEN, value=Decimal(5))], by=editor)
    assert reviewing.submit(entry=entry, by=editor).state == EntryState.SUBMITTED


def test_what_is_approved_is_not_written_again(entry: ProgressEntry, measure: Measure) -> None:
    Observation.objects.create(
        measure=measure,
        kind="actual",
        period_start=entry.cycle.period_start,
        period_end=entry.cycle.period_end,
        value=Decimal(7),
    )
    assert record_figures(entry=entry, figures=[FigureInput(measure, value=Decimal(7))], by=people.editor()) == 0


def test_a_figure_takes_an_approved_entry_back(entry: ProgressEntry, measure: Measure) -> None:
    editor = people.editor()
    entry = _approve(reviewing.record(entry=entry, by=editor), editor)
    other = people.editor()
    record_figures(entry=entry, figures=[FigureInput(measure, value=Decimal(3))], by=other)
    entry.refresh_from_db()
    assert (entry.state, entry.author, entry.reviewer) == (EntryState.DRAFT, other, None)


def test_evidence_goes_along(entry: ProgressEntry, measure: Measure) -> None:
    editor, event, document = people.editor(), pages.event(), pages.document()
    told = FigureInput(measure, value=Decimal(4), events=[event], documents=[document])
    record_figures(entry=entry, figures=[told], by=editor)
    _approve(entry, editor)
    observation = Observation.objects.get(measure=measure)
    assert (list(observation.events.all()), list(observation.documents.all())) == ([event], [document])


def test_another_indicators_measure_is_refused(entry: ProgressEntry) -> None:
    foreign = pages.measure(builders.indicator(entry.cycle))
    with pytest.raises(ValidationError, match="no measure of this indicator"):
        record_figures(entry=entry, figures=[FigureInput(foreign, value=Decimal(1))], by=people.editor())


def test_a_closed_cycle_takes_no_figures(entry: ProgressEntry, measure: Measure) -> None:
    entry.cycle.is_open = False
    entry.cycle.save()
    with pytest.raises(ValidationError, match="closed"):
        record_figures(entry=entry, figures=[FigureInput(measure, value=Decimal(1))], by=people.editor())
    assert not EntryFigure.objects.exists() or not EntryFigure.objects.filter(entry=entry).exists()


def test_a_measure_told_in_full_has_a_cell_for_each_part(entry: ProgressEntry, measure: Measure) -> None:
    from results.models import Category, Dimension

    assert [cell.part for cell in cells_of(entry)] == [""]
    entry.indicator.by_sex = True
    entry.indicator.save()
    measure.detail = Detail.FULL
    measure.save()
    dimension = Dimension.objects.create(slug="test-place", name_en="Place", name_zh_hans="地点")
    for code in ("town", "village"):
        Category.objects.create(dimension=dimension, code=code, name_en=code, name_zh_hans=code)
    measure.dimensions.add(dimension)
    parts = [(cell.sex, cell.category.code if cell.category else "") for cell in cells_of(ProgressEntry.objects.get(pk=entry.pk))]
    assert parts[:3] == [(Sex.ALL, ""), (Sex.WOMEN, ""), (Sex.MEN, "")]
    assert parts[3:] == [(sex, code) for code in ("town", "village") for sex in (Sex.ALL, Sex.WOMEN, Sex.MEN)]


def test_the_period_before_stands_beside(entry: ProgressEntry, measure: Measure) -> None:
    pages.observation(measure, year=2028, value=1)
    pages.observation(measure, year=2029, value=2)
    pages.observation(measure, year=2033, value=9)
    [cell] = cells_of(entry)
    assert (cell.previous.value, cell.approved, cell.written) == (Decimal(2), None, None)
