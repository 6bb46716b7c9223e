"""How figures came about, on pages."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language

from ..aggregation import Aggregate
from ..aggregation_help import EXAMPLES
from ..enums import Aggregation
from ..figures import write_observation
from ..models import Measure, Observation
from .figures import unlinked_figure

register = template.Library()


@register.simple_tag
def aggregate_figure(aggregate: Aggregate, measure: Measure) -> SafeString | str:
    """A derived figure with its sign and unit, as a recorded one is written."""
    if aggregate.text and (aggregate.value is None or measure.figure_kind == "scale"):
        return aggregate.text.in_language(get_language() or "en") or aggregate.text.en or aggregate.text.zh
    value = None if aggregate.value is None else round(aggregate.value, 4)
    said = {"value": value, "operator": aggregate.operator, "state": aggregate.state}
    return unlinked_figure(Observation(measure=measure, **said))


@register.simple_tag
def plain_figure(observation: Observation) -> str:
    """A recorded figure in words, without a link to itself."""
    return write_observation(observation, get_language() or "en")


@register.filter
def explained(aggregate: Aggregate, measure: Measure) -> list[str]:
    """How it came about, sentence by sentence."""
    return aggregate.explain_lines(get_language() or "en", decimals=measure.decimals)


@register.filter
def rule_example(rule: str) -> str:
    """What a rule of aggregation does, in a sentence with an example."""
    return capfirst(EXAMPLES[Aggregation(rule)])
