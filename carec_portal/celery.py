"""The queue that draws reports."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carec_portal.settings")

app = Celery("carec_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
