"""Publishing a results framework."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from base.history import save_as
from base.parity import missing_languages

from .. import rules
from ..models import Framework
from ..selectors.quality import gaps, quality_of_framework


@transaction.atomic
def publish(*, framework: Framework, is_public: bool, by: User, reason_for_gaps: str = "") -> Framework:
    """Show a framework to everyone, or to nobody but those who work on it.

    Raises ``PermissionDenied`` when ``results/rules.py`` says no, ``ValidationError`` when a language is missing, or when
    indicators fail the quality check and no ``reason_for_gaps`` says why it is published all the same.
    """
    framework = Framework.objects.select_for_update(of=("self",)).get(pk=framework.pk)
    if not rules.may_publish_framework(by, framework, is_public):
        raise PermissionDenied(_("You may not publish or withdraw this results framework."))
    if is_public and missing_languages(framework):
        raise ValidationError(_("A results framework is published in both languages: write what is missing first."))
    if is_public:
        framework.gaps_reason = ""
        if missing := gaps(quality_of_framework(framework)):
            if not reason_for_gaps.strip():
                raise ValidationError(
                    _("These indicators are incomplete: %(codes)s. Complete them, or give a reason to publish with gaps."),
                    params={"codes": missing},
                )
            framework.gaps_reason = reason_for_gaps.strip()
    framework.is_public = is_public
    save_as(framework, by=by, reason="publish" if is_public else "withdraw")
    return framework
