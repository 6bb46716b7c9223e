"""Users and roles in the admin."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.admin_text import calm

from ..models import User
from ..roles import portal_roles

admin.site.unregister(Group)


class RolesField(forms.ModelMultipleChoiceField):
    """The roles by their names in the reader's language."""

    def label_from_instance(self, group: Group) -> str:
        return _(group.name)


class CountryOfRoleMixin:
    """Whoever speaks for a country has one."""

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        for_one_country = {role.name for role in portal_roles() if role.for_one_country}
        names = {group.name for group in cleaned.get("groups") or ()}
        if names & for_one_country and not cleaned.get("country"):
            raise ValidationError({"country": _("A focal point needs the country that they speak for.")})
        return cleaned


class PortalUserChangeForm(CountryOfRoleMixin, UserChangeForm):
    """A user as administrators change them."""


class PortalUserCreationForm(CountryOfRoleMixin, AdminUserCreationForm):
    """A new user."""


ACCESS = ("is_staff", "groups", "country", "bodies", "organisation")


@admin.register(User)
class PortalUserAdmin(UserAdmin):
    """Administrators look after everybody but superusers, whom only the command line makes and only they change."""

    form = PortalUserChangeForm
    add_form = PortalUserCreationForm
    list_display = ("username", "first_name", "last_name", "roles", "country", "language", "is_active", "last_login")
    list_filter = ("groups", "country", "language", "is_active")
    list_select_related = ("country",)
    autocomplete_fields = ("country", "bodies", "organisation")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (gettext_lazy("Person"), {"fields": (("first_name", "last_name"), "email", "language")}),
        (gettext_lazy("What they may do"), {"fields": ("is_active", *ACCESS)}),
        (gettext_lazy("Dates"), {"fields": (("last_login", "date_joined"),)}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "usable_password", "password1", "password2")}),
        (gettext_lazy("Person"), {"fields": (("first_name", "last_name"), "email", "language")}),
        (gettext_lazy("What they may do"), {"fields": ACCESS}),
    )
    readonly_fields = ("last_login", "date_joined")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, obj: User) -> str:
        return " · ".join(_(group.name) for group in obj.groups.all())

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: object
    ) -> forms.ModelMultipleChoiceField:
        if db_field.name == "groups":
            return RolesField(Group.objects.all(), required=False, label=gettext_lazy("roles"), widget=forms.CheckboxSelectMultiple)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: object) -> forms.Field | None:
        return calm(super().formfield_for_dbfield(db_field, request, **kwargs), can_add=False)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and self._is_within_reach(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and self._is_within_reach(request, obj) and obj != request.user

    def _is_within_reach(self, request: HttpRequest, obj: User | None) -> bool:
        return obj is None or not obj.is_superuser or request.user.is_superuser


@admin.register(Group)
class PortalGroupAdmin(GroupAdmin):
    """The portal's roles are data (``sync_roles``) and shown; other groups may be made beside them."""

    list_display = ("title", "people", "rights")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        counted = super().get_queryset(request).order_by("name")
        return counted.annotate(people_count=Count("user", distinct=True), rights_count=Count("permissions", distinct=True))

    @admin.display(description=gettext_lazy("role"), ordering="name")
    def title(self, obj: Group) -> str:
        return _(obj.name)

    @admin.display(description=gettext_lazy("people"), ordering="people_count")
    def people(self, obj: Group) -> int:
        return obj.people_count

    @admin.display(description=gettext_lazy("permissions"), ordering="rights_count")
    def rights(self, obj: Group) -> int:
        return obj.rights_count

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: object
    ) -> forms.ModelMultipleChoiceField:
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "permissions" and not request.user.is_superuser:
            held = Permission.objects.filter(group__user=request.user)  # nobody gives what they do not have
            field.queryset = field.queryset.filter(pk__in=held.values("pk"))
        return field

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return super().has_change_permission(request, obj) and not self._is_role(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not self._is_role(obj)

    @staticmethod
    def _is_role(obj: Group | None) -> bool:
        return obj is not None and obj.name in {role.name for role in portal_roles()}
