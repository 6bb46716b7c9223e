"""What the worker does with e-mails. Thin: each task hands over to a service."""

from __future__ import annotations

from celery import shared_task

from .services import outbox, reminding


@shared_task
def sweep_notices() -> None:
    """Send the e-mails that wait; one that is in other hands or not due yet is left alone."""
    outbox.sweep()


@shared_task
def remind_people() -> None:
    """Make the reminders of the day."""
    reminding.remind()
