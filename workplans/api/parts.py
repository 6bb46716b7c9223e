"""Parts of activities and deliverables, as programs read them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from knowledge.api.relations import CatalogueSerializer

from ..models import BudgetLine, Decision, DeliverablePart, Involvement, Output, Quantity, StateChange, Task


class InvolvementSerializer(CatalogueSerializer):
    """A body, an organisation or a country that leads an activity or takes part in it: one of the three is named."""

    class Meta:
        model = Involvement
        fields = ["role", "body", "organisation", "country"]


class StateChangeSerializer(CatalogueSerializer):
    """A step from one state to another, the day and the reason."""

    class Meta:
        model = StateChange
        fields = ["from_state", "to_state", "changed_on", "reason"]


class OutputSerializer(CatalogueSerializer):
    """What an activity brings about."""

    class Meta:
        model = Output
        fields = ["number", "title", "state"]


class TaskSerializer(CatalogueSerializer):
    """A step of an activity, without the person in charge. Its day means what ``precision`` says."""

    class Meta:
        model = Task
        fields = ["number", "kind", "title", "organisation", "due_on", "precision", "state", "done_on"]


class BudgetLineSerializer(CatalogueSerializer):
    """An amount, its currency and its source; ``null`` where the amount is not known."""

    class Meta:
        model = BudgetLine
        fields = ["number", "kind", "amount", "currency", "source", "opportunity", "note"]


class QuantitySerializer(CatalogueSerializer):
    """How many of something are planned and delivered, in its unit; ``target`` is the number of the plan's target."""

    target = serializers.IntegerField(source="target.number", read_only=True, allow_null=True, default=None)
    delivered = serializers.SerializerMethodField()

    class Meta:
        model = Quantity
        fields = ["number", "title", "unit", "planned", "delivered", "target"]

    def get_delivered(self, quantity: Quantity) -> float | None:
        """What was delivered so far; ``null`` where nothing says how much."""
        value: Any = self.context["delivered"].get(quantity.pk)
        return None if value is None else float(value)


class DeliverablePartSerializer(CatalogueSerializer):
    """One of several things that a deliverable promises."""

    class Meta:
        model = DeliverablePart
        fields = ["order", "title", "state"]


class DecisionSerializer(CatalogueSerializer):
    """What a meeting decided about a deliverable."""

    class Meta:
        model = Decision
        fields = ["meeting", "outcome", "decided_on", "text", "document"]
