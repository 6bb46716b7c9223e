"""Joining two organisations that are one, and taking it back."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from base.moving import Hand, Move, added, move_all, put_back

from .. import rules
from ..models import Organisation, OrganisationMerge, OrganisationName
from ..organisation_names import organisation_key
from ..selectors.organisations import MERGES_APART, own_names


@transaction.atomic
def merge(*, kept: Organisation, merged: Organisation, by: AbstractBaseUser) -> OrganisationMerge:
    """Have everything that names ``merged`` name ``kept``, which also takes its names; ``merged`` itself stays, unseen.

    Raises ``PermissionDenied`` when ``knowledge/rules.py`` says no, and ``ValidationError`` when they are one already.
    """
    if not rules.may_merge(by):
        raise PermissionDenied(_("You may not merge organisations."))
    kept, merged = _hold(kept, merged)
    if kept == merged:
        raise ValidationError(_("An organisation cannot be merged into itself."))
    for organisation in (kept, merged):
        if organisation.merged_into_id is not None:
            raise ValidationError(_("%(name)s was merged into another organisation already.") % {"name": organisation.name})
    hand = Hand(by, "merge")
    moves = move_all(source=merged, target=kept, hand=hand, apart=MERGES_APART) + _take_names(kept, merged, hand)
    merged.merged_into = kept
    hand.save(merged)
    return OrganisationMerge.objects.create(kept=kept, merged=merged, made_by=by, moved=[asdict(move) for move in moves])


@transaction.atomic
def undo(*, merge: OrganisationMerge, by: AbstractBaseUser) -> list[Move]:
    """Put back exactly what the merge moved. Returns what stays as it is, because somebody changed it since.

    Raises ``PermissionDenied`` when ``knowledge/rules.py`` says no, and ``ValidationError`` when it was undone already or a
    later merge rests on it.
    """
    if not rules.may_merge(by):
        raise PermissionDenied(_("You may not merge organisations."))
    kept, merged = _hold(merge.kept, merge.merged)
    merge = OrganisationMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if merge.is_undone:
        raise ValidationError(_("This merge was undone already."))
    if later := OrganisationMerge.objects.later_than(merge).select_related("kept", "merged").first():
        raise ValidationError(_("A later merge rests on this one. Undo that one first: %(merge)s.") % {"merge": later})
    hand = Hand(by, "undo_merge")
    merged.merged_into = None
    hand.save(merged)
    stayed = put_back(moves_of(merge), source=merged, target=kept, hand=hand)
    merge.stayed, merge.undone_by, merge.undone_at = [asdict(move) for move in stayed], by, timezone.now()
    merge.save()
    return stayed


def moves_of(merge: OrganisationMerge) -> list[Move]:
    """What a merge moved, in the order in which it did."""
    return [Move(**move) for move in merge.moved]


def _hold(kept: Organisation, merged: Organisation) -> tuple[Organisation, Organisation]:
    """Both as stored, kept from everybody else until the transaction ends; always locked in the same order."""
    locked = Organisation.objects.select_for_update(of=("self",)).order_by("pk").in_bulk([kept.pk, merged.pk])
    return locked[kept.pk], locked[merged.pk]


def _take_names(kept: Organisation, merged: Organisation, hand: Hand) -> list[Move]:
    """Make what the merged one called itself further names of the other, where nobody is called so yet."""
    known = {organisation_key(name) for name in own_names(kept)}
    moves = []
    for name in own_names(merged):
        further = OrganisationName(organisation=kept, name=name)
        further.follow_name()
        if further.key and further.key not in known and not OrganisationName.objects.filter(key=further.key).exists():
            hand.save(further)
            moves.append(added(further, "organisation"))
    return moves
