"""The pages of a plan's workbook: download, look, confirm; who may."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from results.models import WorkbookImport
from tests.people import editor, focal_point, reviewer
from tests.workbooks.filling import Filled, export
from tests.workplans.whole_plan import whole_plan
from workplans.models import Area, WorkPlan

pytestmark = pytest.mark.django_db
AREAS = "领域 Areas"


def address(plan: WorkPlan) -> str:
    return f"/en/workplans/{plan.slug}/workbook/"


def send(client: Client, plan: WorkPlan, content: bytes) -> HttpResponse:
    return client.post(address(plan), {"file": SimpleUploadedFile("filled.xlsx", content)})


def test_from_the_plan_to_the_written_change(client: Client) -> None:
    plan, by = whole_plan(), editor()
    client.force_login(by)
    assert f'href="{address(plan)}"' in client.get(f"/en/workplans/{plan.slug}/").content.decode()
    page = client.get(address(plan)).content.decode()
    assert "Download the workbook" in page
    assert '<a href="/en/workplans/" aria-current="true">' in page
    file = client.get(f"/en/workplans/{plan.slug}/workbook.xlsx")
    assert file["Content-Disposition"] == f'attachment; filename="{plan.slug}.xlsx"'
    answer = send(client, plan, Filled(file.content).fill(AREAS, "1", title_en="<b>Mine</b>").bytes())
    assert answer.status_code == 302
    preview = client.get(answer.url)
    assert "&lt;b&gt;Mine&lt;/b&gt;" in preview.content.decode()
    assert answer.url in client.get(address(plan)).content.decode()
    seen = preview.context["preview"].fingerprint
    done = client.post(answer.url, {"action": "confirm", "seen": seen}, follow=True)
    assert "1 cell was changed." in done.content.decode()
    assert f'href="{address(plan)}"' in done.content.decode()
    assert Area.objects.get(plan=plan, number=1).title_en == "<b>Mine</b>"


def test_a_draft_has_its_workbook_and_another_workbook_is_refused(client: Client) -> None:
    plan = whole_plan()
    WorkPlan.objects.filter(pk=plan.pk).update(state="draft")
    other = WorkPlan.objects.exclude(pk=plan.pk).first()
    by = editor()
    client.force_login(by)
    assert client.get(address(plan)).status_code == 200
    refused = send(client, plan, export("workplan", plan=other.slug, by=by))
    assert refused.status_code == 422
    assert f"This workbook belongs to another work plan: {other.title_en}." in refused.content.decode()
    answer = send(client, plan, export("workplan", plan=plan.slug, by=by))
    gone = client.post(answer.url, {"action": "discard"})
    assert (gone.url, WorkbookImport.objects.exists()) == (address(plan), False)


def test_who_may_not(client: Client) -> None:
    plan = whole_plan()
    content = export("workplan", plan=plan.slug)
    assert client.get(address(plan)).status_code == 302
    client.force_login(focal_point())
    assert address(plan) not in client.get(f"/en/workplans/{plan.slug}/").content.decode()
    assert [client.get(path).status_code for path in (address(plan), address(plan)[:-1] + ".xlsx")] == [403, 403]
    assert send(client, plan, content).status_code == 403
    client.force_login(reviewer())
    assert "You may read this plan, but not bring in workbooks." in client.get(address(plan)).content.decode()
    assert send(client, plan, content).status_code == 403
