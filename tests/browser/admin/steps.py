"""What an administrator does on the page, and what a program asks beside it."""

import json
import urllib.error
import urllib.request

from playwright.sync_api import expect


def heading(page):
    return page.get_by_role("heading", level=1)


def panel(page, name):
    return page.get_by_role("region", name=name, exact=True)


def person(page, name):
    """Somebody's row, opened."""
    row = panel(page, "People").locator("details.admin__row").filter(has_text=name)
    if row.get_attribute("open") is None:
        row.locator("summary").click()
    return row


def sure(page, go):
    """Says yes to what is asked before something that is not harmless."""
    asked = page.get_by_role("dialog", name="Are you sure?")
    expect(asked).to_be_visible()
    asked.get_by_role("button", name=go).click()


def status_of(url, path, method="GET", body=None, **headers):
    """As a program asks: the status of the answer."""
    data = None if body is None else json.dumps(body).encode()
    if data:
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(url + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


def account(store, login):
    return next(each for each in store.people.all() if each.login == login)


def invite(page, name, login, role, teams=""):
    """The link that is shown."""
    people = panel(page, "People")
    people.get_by_text("Invite somebody").click()
    people.get_by_label("Name, as others see it").first.fill(name)
    people.get_by_label("Name to sign in with").first.fill(login)
    people.get_by_label("Role").first.select_option(role)
    people.get_by_label("Teams").first.fill(teams)
    people.get_by_role("button", name="Invite", exact=True).click()
    once = people.locator(".admin__once")
    expect(once).to_contain_text(name)
    expect(once).to_contain_text("cannot be shown again")
    return once.locator("code").inner_text()
