"""A framework of its own with indicators that pass the quality check, for tests of versions."""

from __future__ import annotations

from base.text import Text
from knowledge.models import Body
from results.models import Framework, FrameworkVersion, Indicator, IndicatorPlacement
from results.services import framework_versions as versions
from tests import people
from tests.pages import builders as pages

WHY = Text(zh="数据来源已停用。", en="Its source has ceased.")
NOTE = Text(zh="增补指标。", en="Indicators were added.")


def complete(indicator: Indicator) -> Indicator:
    """Give it what the quality check asks beside the measure and the baseline that it has."""
    indicator.data_sources_en, indicator.data_sources_zh_hans = "A survey", "一项调查"
    indicator.responsible = Body.objects.first()
    indicator.save()
    return indicator


def framework_with(count: int, *, is_public: bool = True) -> tuple[Framework, list[IndicatorPlacement]]:
    """A framework with ``count`` complete indicators under one result, and no version yet."""
    framework = pages.framework(is_public=is_public)
    under = pages.result(framework)
    for _each in range(count):
        complete(pages.placed_indicator(under))
    return framework, list(framework.placements.order_by("pk"))


def confirmed(framework: Framework) -> FrameworkVersion:
    """The framework's next version, confirmed as it stands."""
    return confirm(draft(framework))


def draft(framework: Framework) -> FrameworkVersion:
    return versions.prepare_version(framework=framework, by=people.editor(), note=NOTE)


def confirm(version: FrameworkVersion, **fields: object) -> FrameworkVersion:
    body = Body.objects.first()
    facts = {"confirmed_by": body, "confirmed_on": "2031-05-04", **fields}
    return versions.confirm_version(version=version, by=people.reviewer(), **facts)
