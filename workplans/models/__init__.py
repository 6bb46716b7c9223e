from .activity import Activity, StateChange
from .budget import BudgetLine
from .deliverable import Decision, Deliverable, DeliverablePart
from .involvement import Involvement
from .objective import Area, Objective
from .output import Output
from .plan import WorkPlan
from .quantity import Delivery, Quantity, Target
from .saved_view import SavedView
from .supervision import Evaluation, Problem, Round
from .task import Task

__all__ = [
    "Activity",
    "Area",
    "BudgetLine",
    "Decision",
    "Deliverable",
    "DeliverablePart",
    "Delivery",
    "Evaluation",
    "Involvement",
    "Objective",
    "Output",
    "Problem",
    "Quantity",
    "Round",
    "SavedView",
    "StateChange",
    "Target",
    "Task",
    "WorkPlan",
]
