"""Invented results in great number, for measurements only: never part of the content.

2,000 indicators with 3 measures each, a figure for each of 11 countries in each of 12 years (792,000), totals of the region
with baselines and targets, the first measure also by sex; 12 cycles, each telling every indicator with a rating; what every
country told under each pillar. Written by the database itself, because objects would take an hour.
"""

from __future__ import annotations

from datetime import date

from django.db import connection, models, transaction
from django.utils import timezone

INDICATORS, MEASURES, FIRST_YEAR, YEARS = 2000, 3, 2015, 12
NEWEST = date(FIRST_YEAR + YEARS - 1, 12, 31)


@transaction.atomic
def build(indicators: int = INDICATORS) -> None:
    """Add everything to a portal that holds the content."""
    framework, indicator_ids = _framework(indicators)
    _measures(indicator_ids)
    _observations(indicator_ids)
    cycles = _cycles(framework)
    _entries(indicator_ids, cycles)
    _country_progress(cycles)


def _framework(number: int) -> tuple[models.Model, list[int]]:
    from knowledge.enums import ThemeKind
    from knowledge.models import Theme
    from results.models import Framework, FrameworkLevel, Indicator, IndicatorPlacement, Result

    framework = Framework.objects.create(
        slug="bench", title_en="Generated framework", title_zh_hans="生成的框架", baseline_year=FIRST_YEAR, is_public=True, order=99
    )
    level = FrameworkLevel.objects.create(framework=framework, code="outcome", name_en="Outcome", name_zh_hans="成果")
    themes = Theme.objects.filter(kind__in=(ThemeKind.PILLAR, ThemeKind.SECTOR, ThemeKind.CROSS_CUTTING))
    results = [
        Result.objects.create(
            framework=framework, level=level, code=f"B{order}", statement_en=f"Outcome {order}", statement_zh_hans=f"成果{order}",
            theme=theme, order=order,
        )
        for order, theme in enumerate(themes)
    ]  # fmt: skip
    made = Indicator.objects.bulk_create(
        Indicator(
            code=f"BENCH-{n:04}", name_en=f"People reached by measure {n}", name_zh_hans=f"第{n}项措施惠及人数",
            by_country=True, by_sex=True, period_aggregation="sum", country_aggregation="sum",
        )
        for n in range(number)
    )  # fmt: skip
    IndicatorPlacement.objects.bulk_create(
        IndicatorPlacement(
            framework=framework, result=results[n % len(results)], indicator=indicator, code=f"B.{n:04}", order=n % 30000,
            is_headline=n % 5 == 0,
        )
        for n, indicator in enumerate(made)
    )  # fmt: skip
    return framework, [indicator.pk for indicator in made]


def _measures(indicator_ids: list[int]) -> None:
    from knowledge.models import Unit
    from results.models import Measure

    unit = Unit.objects.get(slug="persons")
    reached = ("reached", "People reached", "惠及人数")
    names = (reached, ("trained", "People trained", "培训人数"), ("served", "People served", "服务人数"))
    Measure.objects.bulk_create(
        Measure(indicator_id=pk, code=code, name_en=en, name_zh_hans=zh, unit=unit, order=order)
        for pk in indicator_ids
        for order, (code, en, zh) in enumerate(names[:MEASURES])
    )


def _observations(indicator_ids: list[int]) -> None:
    from results.models import Observation

    low, high = min(indicator_ids), max(indicator_ids)
    numbered = 'SELECT id, "order" AS measure_order, id % 97 AS n FROM results_measure'
    measures = f"({numbered} WHERE indicator_id BETWEEN {low} AND {high}) AS m"
    countries = '(SELECT id, "order" AS place FROM knowledge_country WHERE is_member) AS c'
    years = " UNION ALL ".join(
        f"SELECT {year} AS year, '{date(year, 1, 1)}' AS first, '{date(year, 12, 31)}' AS last"
        for year in range(FIRST_YEAR, FIRST_YEAR + YEARS)
    )
    day = "CAST(y.{} AS date)" if connection.vendor == "postgresql" else "y.{}"
    period = {"period_start": day.format("first"), "period_end": day.format("last")}
    told = {"measure_id": "m.id", **period, "state": "'reported'"}
    amount = f"(m.n + 1) * (y.year - {FIRST_YEAR - 5})"
    everywhere = f"FROM {measures} CROSS JOIN {countries} CROSS JOIN ({years}) AS y"
    region = f"FROM {measures} CROSS JOIN ({years}) AS y"
    _insert(Observation, {**told, "kind": "'actual'", "country_id": "c.id", "value": f"{amount} * c.place"}, everywhere)
    _insert(Observation, {**told, "kind": "'actual'", "value": f"{amount} * 66"}, region)
    for sex, share in (("female", 36), ("male", 30)):
        by_sex = {**told, "kind": "'actual'", "sex": f"'{sex}'", "value": f"{amount} * {share}"}
        _insert(Observation, by_sex, f"{region} WHERE m.measure_order = 0")
    _insert(Observation, {**told, "kind": "'baseline'", "value": "(m.n + 1) * 250"}, f"{region} WHERE y.year = {FIRST_YEAR}")
    _insert(Observation, {**told, "kind": "'target'", "value": f"{amount} * 70"}, f"{region} WHERE y.year = {NEWEST.year}")


def _cycles(framework: models.Model) -> list[models.Model]:
    from knowledge.enums import EventKind, EventStatus
    from knowledge.models import Event, Theme
    from results.models import ReportingCycle

    made, sector = [], Theme.objects.get(slug="sector-hlt")
    for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
        meeting = Event.objects.create(
            slug=f"bench-{year}", title_en=f"Generated meeting {year}", title_zh_hans=f"生成的会议{year}", kind=EventKind.MEETING,
            status=EventStatus.HELD, starts_on=date(year, 11, 20), state="published",
        )  # fmt: skip
        cycle = ReportingCycle.objects.create(
            slug=f"bench-{year}", title_en=f"Generated cycle {year}", title_zh_hans=f"生成的周期{year}", meeting=meeting,
            sector=sector, period_start=date(year, 1, 1), period_end=date(year, 12, 31), is_open=False,
        )  # fmt: skip
        cycle.frameworks.add(framework)
        made.append(cycle)
    return made


def _entries(indicator_ids: list[int], cycles: list[models.Model]) -> None:
    from results.models import ProgressEntry

    rating = "WHEN 0 THEN 'achieved' WHEN 1 THEN 'delayed' WHEN 2 THEN 'off_track' WHEN 3 THEN '' ELSE 'on_track'"
    rating = f"CASE (i.id + c.place) % 6 {rating} END"
    numbered = " UNION ALL ".join(f"SELECT {cycle.pk} AS id, {place} AS place" for place, cycle in enumerate(cycles))
    values = {
        "cycle_id": "c.id", "indicator_id": "i.id", "state": "'published'", "rating": rating, "proposed_rating": "'on_track'",
        "narrative_en": "'In the period the measure reached more people than in the period before, edition ' || c.place || '.'",
        "narrative_zh_hans": "'本期措施惠及人数较上期增加，第' || c.place || '期。'", "updated_at": "CURRENT_TIMESTAMP",
        "rating_reason_en": "'Two countries are late.'", "rating_reason_zh_hans": "'两国进度较慢。'",
    }  # fmt: skip
    own = f"i.id BETWEEN {min(indicator_ids)} AND {max(indicator_ids)}"
    source = f"FROM results_indicator i CROSS JOIN ({numbered}) AS c WHERE {own}"
    _insert(ProgressEntry, values, source)
    _remember(ProgressEntry, f"cycle_id IN ({', '.join(str(cycle.pk) for cycle in cycles)})")


def _country_progress(cycles: list[models.Model]) -> None:
    from knowledge.enums import ThemeKind
    from knowledge.models import Country, Theme
    from results.models import CountryProgress

    themes, countries = Theme.objects.filter(kind=ThemeKind.PILLAR), [None, *Country.objects.filter(is_member=True)]
    for cycle in cycles:
        for theme in themes:
            for place, country in enumerate(countries):
                if (place + theme.pk + cycle.pk) % 4:
                    CountryProgress.objects.create(
                        cycle=cycle, theme=theme, country=country, state="published",
                        summary_en=f"Progress in {cycle.period_end.year}.", summary_zh_hans=f"{cycle.period_end.year}年进展。",
                        challenges_en="Funds\nStaff", challenges_zh_hans="资金\n人力",
                    )  # fmt: skip


def _insert(model: type[models.Model], values: dict[str, str], source: str) -> None:
    """INSERT … SELECT; what is not given gets its default, or nothing where that is allowed."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    columns = {field.column: values.get(field.column, _default(field)) for field in fields}
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {model._meta.db_table} ({names}) SELECT {', '.join(columns.values())} {source}")


def _default(field: models.Field) -> str:
    if field.has_default():
        default = field.get_default()
        return "NULL" if default is None else str(int(default)) if isinstance(default, bool | int) else f"'{default}'"
    return "NULL" if field.null else "''"


def _remember(model: type[models.Model], where: str) -> None:
    """Give the rows the history that saving them would have made."""
    history = model.history.model
    own = [field.column for field in model._meta.concrete_fields]
    extra = {"history_date": f"'{timezone.now():%Y-%m-%d %H:%M:%S+00:00}'", "history_type": "'+'"}
    extra = {field.column: extra.get(field.column, _default(field)) for field in history._meta.concrete_fields
             if field.column not in own and not field.primary_key}  # fmt: skip
    names = ", ".join(f'"{name}"' for name in (*own, *extra))
    values = ", ".join((*(f'"{name}"' for name in own), *extra.values()))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {history._meta.db_table} ({names}) SELECT {values} FROM {model._meta.db_table} WHERE {where}")  # noqa: S608


def analyse() -> None:
    """Let the database count, as its own housekeeping would have by night."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
