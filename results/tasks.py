"""What the worker does. Thin: each task loads and hands over to a service."""

from __future__ import annotations

import uuid

from celery import shared_task
from celery.signals import worker_process_init

from .services import rendering_job


@shared_task
def draw_edition(edition_id: str) -> None:
    """Draw the edition with this id; an edition that is done or in other hands is left alone."""
    rendering_job.draw_edition(uuid.UUID(edition_id))


@worker_process_init.connect
def warm_up(**_: object) -> None:
    """Load the drawing libraries before the first report is asked for, not during it."""
    rendering_job.warm_up()
