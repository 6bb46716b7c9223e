"""The admin under the portal's own name."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class PortalAdminSite(AdminSite):
    site_header = _("Health cooperation portal")
    site_title = _("Health cooperation portal")
    index_title = _("Secretariat desk")


class PortalAdminConfig(AdminConfig):
    default_site = "carec_portal.admin_site.PortalAdminSite"
