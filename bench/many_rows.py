"""The portal with another number of rows on a page of the timeline, for ``bench/work_plans.py``."""

from __future__ import annotations

import os

from carec_portal.wsgi import application as application
from workplans.views import timeline

timeline.PER_PAGE = int(os.environ["TIMELINE_ROWS"])
