"""“Translation checked”: somebody read both languages, and they agree although one changed last."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .parity_refresh import stored_texts
from .parity_rule import Parity, Standing
from .parity_state import TextState, token_of


@transaction.atomic
def mark_checked(*, state: TextState, by: AbstractBaseUser, token: str) -> TextState:
    """Take both languages as agreeing from now on, by ``by``; ``token`` marks the text that was read (``token_of``).

    Raises ``ValidationError`` when nothing is out of date, or when the text was changed after it was read.
    """
    state = TextState.objects.select_for_update().get(pk=state.pk)
    model = state.content_type.model_class()
    now = stored_texts(model, [state.object_id]).get(state.object_id, {}).get(state.field)
    if now is None or state.state != Parity.STALE:
        raise ValidationError(_("This translation is not out of date any more."))
    if token != token_of(now):
        raise ValidationError(_("The text was changed after you opened it. Please read it again."))
    state.standing = Standing(now)
    state.checked_at, state.checked_by_id = timezone.now(), by.pk
    state.save()
    return state
