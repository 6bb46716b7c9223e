"""Wiring only: settings, addresses, the queue. It sees every room; no room imports it."""

from .celery import app as celery_app

__all__ = ["celery_app"]
