"""The closed lists of the catalogue."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PublicationState(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    ARCHIVED = "archived", _("archived")


class Sex(models.TextChoices):
    ALL = "", pgettext_lazy("sex", "all")
    WOMEN = "female", pgettext_lazy("sex", "women")
    MEN = "male", pgettext_lazy("sex", "men")
    UNKNOWN = "unknown", pgettext_lazy("sex", "not stated")


class ParticipantKind(models.TextChoices):
    ANY = "", pgettext_lazy("kind of participant", "any")
    HEALTH_WORKER = "health_worker", _("health worker")
    OFFICIAL = "official", _("official")
    PARTNER = "partner", _("development partner")
    OTHER = "other", pgettext_lazy("kind of participant", "other")


class UnitKind(models.TextChoices):
    """What figures of a unit are: whole ones counted, shares in per cent, yes or no; all else is measured."""

    COUNT = "count", pgettext_lazy("kind of unit", "counts whole ones")
    SHARE = "share", pgettext_lazy("kind of unit", "share in per cent")
    YES_NO = "yes_no", pgettext_lazy("kind of unit", "yes or no")
    MEASURED = "measured", pgettext_lazy("kind of unit", "measured")


class OrganisationKind(models.TextChoices):
    BANK = "bank", _("development bank")
    FUND = "fund", _("fund")
    GOVERNMENT = "government", _("government body")
    REGULATOR = "regulator", _("regulator")
    UNIVERSITY = "university", _("university")
    PUBLIC_HEALTH_CENTRE = "public_health_centre", _("public health centre")
    RESEARCH_CENTRE = "research_centre", _("research centre")
    INTERNATIONAL = "international", _("international organisation")
    NETWORK = "network", _("network")
    COMPANY = "company", _("company")
    OTHER = "other", pgettext_lazy("kind of organisation", "other")


class BodyKind(models.TextChoices):
    CONFERENCE = "conference", _("ministerial body")
    OFFICIALS = "officials", _("senior officials' body")
    FOCAL_POINTS = "focal_points", _("national focal points")
    SECRETARIAT = "secretariat", _("secretariat")
    COMMITTEE = "committee", _("sector committee")
    WORKING_GROUP = "working_group", _("working group")
    SUBWORKING_GROUP = "subworking_group", _("subworking group")
    NETWORK = "network", _("network")


class BodyState(models.TextChoices):
    ACTIVE = "active", pgettext_lazy("state of a body", "active")
    PLANNED = "planned", pgettext_lazy("state of a body", "planned")
    PROPOSED = "proposed", pgettext_lazy("state of a body", "proposed")
    CLOSED = "closed", pgettext_lazy("state of a body", "closed")


class ThemeKind(models.TextChoices):
    PILLAR = "pillar", _("pillar")
    CROSS_CUTTING = "cross_cutting", _("cross-cutting theme")
    CLUSTER = "cluster", _("cluster")
    SECTOR = "sector", _("sector")


class DocumentType(models.TextChoices):
    STRATEGY = "strategy", _("strategy")
    RESULTS_FRAMEWORK = "results_framework", _("results framework")
    INVESTMENT_FRAMEWORK = "investment_framework", _("investment framework")
    REPORT = "report", _("report")
    NATIONAL_STRATEGY = "national_strategy", _("national strategy")
    REGULATION = "regulation", _("regulation")
    STUDY = "study", _("study")
    PLAN = "plan", _("plan")
    CONCEPT = "concept", _("concept paper")
    OUTLINE = "outline", _("outline")
    REPOSITORY = "repository", _("repository")
    BRIEF = "brief", _("brief")
    TECHNICAL_ASSISTANCE = "technical_assistance", _("technical assistance project")


class DocumentStatus(models.TextChoices):
    DRAFTING = "drafting", _("being drafted")
    DUE = "due", pgettext_lazy("state of a document", "due")
    ISSUED = "issued", pgettext_lazy("state of a document", "issued")
    AGREED = "agreed", pgettext_lazy("state of a document", "agreed")
    ENDORSED = "endorsed", pgettext_lazy("state of a document", "endorsed")


class EventKind(models.TextChoices):
    MEETING = "meeting", _("meeting")
    CONFERENCE = "conference", _("conference")
    SIDE_MEETING = "side_meeting", _("side meeting")
    DIALOGUE = "dialogue", _("country dialogue")
    WEBINAR = "webinar", _("webinar")
    WORKSHOP = "workshop", _("workshop")
    SUMMIT = "summit", _("summit")
    MILESTONE = "milestone", _("milestone")
    DEADLINE = "deadline", _("deadline")


class EventStatus(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("state of an event", "planned")
    HELD = "held", pgettext_lazy("state of an event", "held")
    CANCELLED = "cancelled", pgettext_lazy("state of an event", "cancelled")


class Mode(models.TextChoices):
    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("in person and online")
    UNKNOWN = "", _("not stated")


class MaterialKind(models.TextChoices):
    AGENDA = "agenda", _("agenda")
    SLIDES = "slides", _("slides")
    RECORDING = "recording", _("recording")
    SUMMARY = "summary", _("summary of proceedings")
    HANDOUT = "handout", _("handout")


class AwardStatus(models.TextChoices):
    APPLYING = "applying", pgettext_lazy("state of a grant", "applying")
    RAISED = "raised", pgettext_lazy("state of a grant", "raised")
    RECEIVED = "received", pgettext_lazy("state of a grant", "received")
