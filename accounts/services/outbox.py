"""The outbox: e-mails as rows, sent by the worker. The row is the truth; the queue only says that there is work.

Sending counts the try and puts off the next one in the same statement, so that of two workers one has the e-mail and
the other passes by, and an e-mail whose worker died is tried again.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import override

from .. import letters
from ..models import Notice, User
from ..models.notice import TRIES

log = logging.getLogger(__name__)

# How long after each try the next one may be made. The first is longer than a server is waited for (EMAIL_TIMEOUT).
DELAYS = (timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(days=1))


@transaction.atomic
def tell(kind: str, recipient: User, key: str, facts: dict[str, object] | None = None) -> Notice | None:
    """Have one e-mail sent once the transaction is committed; ``None`` when there is nobody to send it to, or it was made already.

    ``key`` names what it is about: of two notices with the same recipient, kind and key the second is not made. ``facts``
    hold what the kind's writer needs, as JSON; see ``accounts/letters.py``.
    """
    if not recipient.email or not recipient.is_active:
        return None
    notice, is_new = Notice.objects.get_or_create(recipient=recipient, kind=kind, key=key[:120], defaults={"facts": facts or {}})
    if not is_new:
        return None
    _wake_the_worker_once()
    return notice


def _wake_the_worker_once() -> None:
    """Tell the queue after the commit that e-mails wait: once for all of them, for a broker may be away and slow to refuse."""
    if all(waiting is not _wake for _savepoints, waiting, *_rest in connection.run_on_commit):
        transaction.on_commit(_wake)


def _wake() -> None:
    from ..tasks import sweep_notices  # tasks imports the services

    try:
        sweep_notices.apply_async(retry=False)
    except Exception:  # each broker has errors of its own; the clock's next sweep finds the rows
        log.exception("the queue was not told that e-mails wait")


def send(notice_id: int, at: datetime | None = None) -> bool:
    """Send one e-mail, when it is due and in nobody else's hands; says whether it went out. An error is kept, not raised."""
    now = at or timezone.now()
    notice = Notice.objects.filter(pk=notice_id).select_related("recipient").first()
    if notice is None or not _claim(notice, now):
        return False
    try:
        with override(notice.recipient.language):
            _post(letters.write(notice), notice)
    except Exception as error:  # a server that is away, an address it refuses, a record that is gone
        log.warning("notice %s could not be sent: %s", notice_id, error)
        Notice.objects.filter(pk=notice_id).update(error=f"{type(error).__name__}: {error}"[:200])
        return False
    Notice.objects.filter(pk=notice_id).update(sent_at=timezone.now(), error="")
    return True


def _claim(notice: Notice, now: datetime) -> bool:
    waiting = Notice.objects.waiting().filter(pk=notice.pk, tries=notice.tries, next_try_at__lte=now)
    return bool(waiting.update(tries=F("tries") + 1, next_try_at=now + DELAYS[min(notice.tries, TRIES - 1)]))


def _post(letter: letters.Letter, notice: Notice) -> None:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    message = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        to=[notice.recipient.email],
        # The same e-mail sent twice, after a worker died at the wrong moment, is recognised as one.
        headers={"Message-ID": f"<notice-{notice.pk}@{host}>", "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(letter.html, "text/html")
    message.send()


def sweep(at: datetime | None = None) -> int:
    """Send what waits and is due; says how many went out."""
    now = at or timezone.now()
    due = Notice.objects.waiting().filter(next_try_at__lte=now).order_by("made_at", "pk").values_list("pk", flat=True)
    return sum(send(pk, at=at) for pk in list(due))
