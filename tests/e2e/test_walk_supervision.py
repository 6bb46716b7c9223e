"""A list of projects as it is supervised: a round opened, evaluated, returned, corrected, accepted; its problem settled."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.message import EmailMessage

from playwright.sync_api import Page, expect

from tests.cycle.mail import MailServer, subject_of, text_of
from tests.e2e.walking import look

PLAN = "workplans/sample-projects/"
ROUND = f"{PLAN}rounds/2026-06-30/"
EVALUATION = f"{ROUND}4/"
ACTIVITY = f"{PLAN}activities/4/"
FIRST_EN, FIRST_ZH = "The courses began.", "培训已开始。"
EN, ZH = "Two courses trained 41 people.", "两期培训班共培训41人。"
PROBLEM_EN, PROBLEM_ZH = "Reagents arrive two months late.", "试剂晚到两个月。"
NOTE = "How many people took part?"
Enter = Callable[[str], Page]


def test_a_round_from_its_opening_to_a_settled_problem(enter: Enter, post: MailServer) -> None:
    editor, focal, reviewer, stranger = (enter(name) for name in ("li", "aigul", "reviewer", ""))
    open_the_round(editor)

    letter = arrived(post, "aigul@example.org", "待评估")
    assert EVALUATION in text_of(letter)
    find_the_own_work(focal)
    write(focal)
    nobody_else_sees(stranger, FIRST_EN)

    send_back(reviewer)
    follow_the_letter(focal, arrived(post, "aigul@example.org", "已退回"))
    correct(focal)
    nobody_else_sees(stranger, EN)

    accept(reviewer)
    everybody_reads(stranger)
    follow_the_problem(focal)
    close_the_problem(focal)


def open_the_round(page: Page) -> None:
    """In Chinese: for the first half-year without evaluations."""
    page.goto(f"/zh-hans/{PLAN}")
    page.get_by_role("link", name="评估", exact=True).click()
    look(page, "rounds")
    page.locator("select[name=period]").select_option("2026-06-30")
    page.get_by_role("button", name="开启本轮").click()
    expect(page.locator(".messages")).to_contain_text("已新建7份评估")
    expect(page.locator("h1")).to_have_text("2026年上半年评估")
    expect(page.locator("#board-form tbody tr")).to_have_count(7)
    look(page, "round-editor")
    page.goto(f"/en/{ROUND}?state=overdue&area=2")
    expect(page.locator("#board-form tbody tr")).to_have_count(3)
    look(page, "round-editor-narrowed")


def arrived(post: MailServer, address: str, subject: str) -> EmailMessage:
    """The e-mail to ``address`` with these words in its subject, once the worker has sent it."""
    return post.wait_for(lambda: next((each for each in post.to(address) if subject in subject_of(each)), None))


def find_the_own_work(page: Page) -> None:
    """On the page of everything that waits: the two activities in which the own country takes part, and no other's."""
    page.goto("/zh-hans/")
    page.get_by_role("link", name="我的工作").click()
    expect(page.locator("section:has(#write) .entries > li")).to_have_count(2)
    look(page, "mine")
    page.goto(f"/zh-hans/{ROUND}")
    expect(page.locator("#board-form tbody tr")).to_have_count(2)
    assert page.request.get(f"/zh-hans/{ROUND}1/").status == 404
    page.locator("#board-form a[href$='/4/']").click()


def write(page: Page) -> None:
    """Progress and a problem; the state is chosen only after the portal asks for it."""
    look(page, "evaluation-empty")
    page.fill("#id_progress_zh_hans", FIRST_ZH)
    page.fill("#id_progress_en", FIRST_EN)
    page.fill("#id_problem_zh_hans", PROBLEM_ZH)
    page.fill("#id_problem_en", PROBLEM_EN)
    page.locator("button[value=submit]").click()
    expect(page.locator(".messages")).to_contain_text("请选择期末活动状态")
    page.locator("#id_activity_state").select_option("under_way")
    page.locator("button[value=submit]").click()
    expect(page.locator(".messages")).to_contain_text("已提交审核")
    look(page, "evaluation-submitted")


def nobody_else_sees(page: Page, text: str) -> None:
    page.goto(f"/en/{EVALUATION}")
    expect(page.locator("input[name=password]")).to_be_visible()
    for address in (f"/en/{ACTIVITY}", f"/en/{PLAN}", "/en/workplans/register/"):
        answer = page.request.get(address)
        assert answer.ok, address
        assert text not in answer.text(), address


def send_back(page: Page) -> None:
    page.goto("/en/workplans/mine/")
    page.locator("section:has(#review) .entries a").click()
    expect(page.locator("main")).to_contain_text(FIRST_ZH)
    look(page, "evaluation-review")
    page.fill("#return-note", NOTE)
    page.get_by_role("button", name="Return to the author").click()
    expect(page.locator(".messages")).to_contain_text("Returned to the author.")


def follow_the_letter(page: Page, letter: EmailMessage) -> None:
    """Its link leads to the evaluation, in the reader's language, with the reviewer's note on it."""
    assert NOTE in text_of(letter)
    page.goto(next(each for each in re.findall(r"https?://\S+", text_of(letter)) if each.endswith(EVALUATION)))
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator(".alert--warning", has_text=NOTE)).to_be_visible()
    look(page, "evaluation-returned")


def correct(page: Page) -> None:
    page.fill("#id_progress_zh_hans", ZH)
    page.fill("#id_progress_en", EN)
    page.locator("button[value=submit]").click()
    expect(page.locator(".messages")).to_contain_text("已提交审核")


def accept(page: Page) -> None:
    """Ticked on the board."""
    page.goto(f"/en/{ROUND}?state=submitted")
    page.locator("#board-form input[name=evaluation]").check()
    look(page, "round-reviewer")
    page.locator("#board-form button[value=accept]").click()
    expect(page.locator(".messages")).to_contain_text("Accepted: 4")
    look(page, "round-accepted")


def everybody_reads(page: Page) -> None:
    """The progress in both languages, not the problem."""
    for language, text in (("en", EN), ("zh-hans", ZH)):
        page.goto(f"/{language}/{ACTIVITY}")
        expect(page.locator("main")).to_contain_text(text)
        for secret in (PROBLEM_EN, PROBLEM_ZH):
            expect(page.locator("main")).not_to_contain_text(secret)


def follow_the_problem(page: Page) -> None:
    """It stands on the list; whoever takes it in hand says by when it is settled."""
    page.goto(f"/zh-hans/{PLAN}problems/")
    look(page, "problems")
    page.get_by_role("link", name=PROBLEM_ZH).click()
    look(page, "problem")
    page.get_by_role("button", name="着手处理").click()
    expect(page.locator(".messages")).to_contain_text("已着手处理")
    page.fill("#id_due_on", "2026-09-30")
    page.locator("#entry-form button[value=save]").click()
    expect(page.locator(".messages")).to_contain_text("已保存")
    page.goto("/zh-hans/workplans/problems/?state=overdue")
    expect(page.get_by_role("link", name=PROBLEM_ZH)).to_be_visible()


def close_the_problem(page: Page) -> None:
    """With a note in both languages; it leaves the list of what is followed, and stays among what is closed."""
    page.get_by_role("link", name=PROBLEM_ZH).click()
    page.fill("#id_closing_note_zh_hans", "已改为按年订购。")
    page.fill("#id_closing_note_en", "They are ordered by the year now.")
    page.get_by_role("button", name="关闭该问题").click()
    expect(page.locator(".messages")).to_contain_text("已关闭")
    look(page, "problem-closed")
    page.goto("/zh-hans/workplans/problems/")
    expect(page.get_by_role("link", name=PROBLEM_ZH)).to_have_count(0)
    page.goto("/zh-hans/workplans/problems/?state=closed")
    expect(page.get_by_role("link", name=PROBLEM_ZH)).to_be_visible()
