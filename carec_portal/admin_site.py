"""The admin under the portal's own name, with a desk to start from."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

ROOMS = ("results", "workplans", "knowledge", "accounts")  # in the order in which they are worked in
MOVED = {"auth": "accounts"}  # the roles stand beside the users


class PortalAdminSite(AdminSite):
    """The admin with its start page, in the portal's name."""

    site_header = _("Health cooperation portal")
    site_title = _("Health cooperation portal")
    index_title = _("Secretariat desk")
    enable_nav_sidebar = False  # the desk leads everywhere, and forms in two languages want the width

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> TemplateResponse:
        from results.selectors.desk import desk_of  # the models it reads are not there yet when the admin is set up

        return super().index(request, {"desk": desk_of(request.user), **(extra_context or {})})

    def each_context(self, request: HttpRequest) -> dict[str, object]:
        context = super().each_context(request)
        if context["has_permission"]:
            names = request.user.groups.order_by("pk").values_list("name", flat=True)
            context["roles_of_user"] = [gettext(name) for name in names]
        return context

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict]:
        """The list by rooms."""
        rooms = {room["app_label"]: room for room in super().get_app_list(request, app_label)}
        for label, target in MOVED.items():
            if label in rooms and target in rooms:
                rooms[target]["models"] += rooms.pop(label)["models"]
        return [rooms.pop(label) for label in ROOMS if label in rooms] + list(rooms.values())


class PortalAdminConfig(AdminConfig):
    """Puts our admin in the place of Django's."""

    default_site = "carec_portal.admin_site.PortalAdminSite"
