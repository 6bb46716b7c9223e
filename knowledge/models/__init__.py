from .attendance import EventAttendance
from .body import Body
from .brief import CountryBrief
from .country import Country
from .document import Document, DocumentFile
from .event import Event, EventHost, EventMaterial, MeetingOutcome
from .funding import FundingAward, FundingOpportunity
from .glossary import GlossaryTerm
from .organisation import Organisation
from .organisation_merge import OrganisationMerge
from .organisation_name import OrganisationName
from .resource import Resource, ResourceQuerySet
from .solution import Solution
from .theme import Theme
from .training import IhrCapacity, Training
from .unit import Unit

__all__ = [
    "Body",
    "Country",
    "CountryBrief",
    "Document",
    "DocumentFile",
    "Event",
    "EventAttendance",
    "EventHost",
    "EventMaterial",
    "FundingAward",
    "FundingOpportunity",
    "GlossaryTerm",
    "IhrCapacity",
    "MeetingOutcome",
    "Organisation",
    "OrganisationMerge",
    "OrganisationName",
    "Resource",
    "ResourceQuerySet",
    "Solution",
    "Theme",
    "Training",
    "Unit",
]
