"""The front page, everything below /results/, and the workbooks of plans, which are brought in as those of cycles are."""

from __future__ import annotations

from django.urls import include, path, re_path

from .views import (
    board,
    changes,
    entries,
    evidence,
    frameworks,
    indicators,
    matrix,
    plan_workbooks,
    provenance,
    references,
    results_overview,
    risks,
    workbooks,
)
from .views.overview import show_overview

FILE = r"\.(?P<ending>csv|xlsx|png|(?:narrow\.|dark\.|narrow-dark\.)?svg)$"  # see ``views.downloads``

pages = [
    path("", results_overview.show_results, name="index"),
    re_path(r"^overview/(?P<by>\w+)" + FILE, results_overview.give_overview, name="overview_file"),
    path("indicators/<slug:code>/", indicators.show_indicator, name="indicator"),
    re_path(r"^indicators/(?P<code>[-\w]+)/(?P<name>series|parts|countries)" + FILE, indicators.give_figures, name="figures_file"),
    path("indicators/<slug:code>/texts/<slug:earlier>/<slug:later>/", indicators.compare_cycles, name="comparison"),
    path("indicators/<slug:code>/measures/<slug:measure>/provenance/", provenance.show_provenance, name="provenance"),
    path("figures/<int:pk>/", provenance.find_provenance, name="figure_source"),
    path("matrix/", matrix.show_matrix, name="matrix"),
    re_path(r"^matrix/(?P<cycle>[-\w]+)" + FILE, matrix.give_matrix, name="matrix_file"),
    path("changes/", changes.show_changes, name="changes"),
    re_path(r"^changes/(?P<earlier>[-\w]+)/(?P<later>[-\w]+)" + FILE, changes.give_changes, name="changes_file"),
    path("cycles/", board.list_cycles, name="cycles"),
    path("cycles/<slug:slug>/", board.show_board, name="board"),
    path("cycles/<slug:slug>/workbook/", workbooks.show_workbook, name="workbook"),
    path("cycles/<slug:slug>/workbook.xlsx", workbooks.give_workbook, name="workbook_file"),
    path("workbooks/<uuid:pk>/", workbooks.show_import, name="workbook_import"),
    path("cycles/<slug:slug>/risks/", risks.review_cycle_risks, name="risks"),
    path("entries/<int:pk>/", entries.show_entry, name="entry"),
    path("country-progress/<int:pk>/", entries.show_country_progress, name="country_progress"),
    path("evidence/<int:pk>/", evidence.give_evidence, name="evidence"),
    path("references/suggest/", references.suggest_references, name="suggest_references"),
    path("references/preview/", references.preview_text, name="preview_text"),
    re_path(r"^(?P<slug>[-\w]+)/figures" + FILE, frameworks.give_framework, name="framework_file"),
    path("<slug:slug>/versions/", frameworks.show_versions, name="versions"),
    path("<slug:slug>/", frameworks.show_framework, name="framework"),
]

urlpatterns = [
    path("", show_overview, name="overview"),
    path("workplans/<slug:slug>/workbook/", plan_workbooks.show_plan_workbook, name="plan_workbook"),
    path("workplans/<slug:slug>/workbook.xlsx", plan_workbooks.give_plan_workbook, name="plan_workbook_file"),
    path("results/", include((pages, "results"))),
]
