from .activity import Activity
from .deliverable import Deliverable, DeliverablePart
from .plan import Objective, WorkPlan

__all__ = ["Activity", "Deliverable", "DeliverablePart", "Objective", "WorkPlan"]
