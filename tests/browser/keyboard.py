"""A reader without a mouse: goes about with Tab, sees where the focus is, and never loses it."""

from playwright.sync_api import expect

# A ring around the focused thing, around what draws it, or around what it stands in.
RINGED = """() => {
  const it = document.activeElement;
  const ring = (element, pseudo) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element, pseudo);
    return outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
  };
  const around = [it, it.parentElement, it.parentElement?.parentElement, it.closest("li, tr")];
  const rings = around.some((each) => each && ring(each)) || ring(it, "::after");
  return rings && it.getBoundingClientRect().height > 0;
}"""
WHERE = """() => {
  const it = document.activeElement;
  return it === document.body ? "" : `${it.tagName} ${it.className} ${it.textContent.trim()}`;
}"""
HELD = "() => document.activeElement !== null && document.activeElement !== document.body"
# What Tab is to reach: all that is there and can be used, a radio button of each group.
REACHABLE = """() => {
  const takes = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const modal = document.querySelector("dialog[open]");
  const others = (it) => it.type === "radio" && !it.checked;
  window.reachable = [...(modal ?? document).querySelectorAll(takes)].filter(
    (it) => it.tabIndex >= 0 && !it.matches(":disabled") && !it.closest("[inert]") && !others(it)
      && it.checkVisibility({ visibilityProperty: true }),
  );
  return window.reachable.length;
}"""
LEFT = """() => window.reachable
  .filter((it) => it.isConnected && !window.reached.has(it))
  .map((it) => `${it.tagName} ${it.className} ${it.textContent.trim()}`)"""
SPARE = 8  # what the browser itself or a change of the page may take


def where(page):
    """The focused thing in words; "" is the page itself."""
    return page.evaluate(WHERE)


def held(page):
    """The focus is on something, or is there in a moment."""
    page.wait_for_function(HELD)


def tab_to(page, wanted, most=150, key="Tab"):
    """Press Tab until `wanted` has the focus; what is passed is seen to have it."""
    expect(wanted).to_be_attached()
    element = wanted.element_handle()
    for _ in range(most):
        if element.evaluate("it => it === document.activeElement"):
            return
        page.keyboard.press(key)
        assert not where(page) or page.evaluate(RINGED), where(page)
    raise AssertionError(f"{wanted} is not reached by {key}; last was {where(page)!r}")


def press(page, wanted, key="Enter", key_to="Tab"):
    """Go to something by `key_to` and press a key on it."""
    tab_to(page, wanted, key=key_to)
    page.keyboard.press(key)


def write(page, field, text):
    """Go to a field by Tab and type; what stood in it goes."""
    tab_to(page, field)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def unreached(page):
    """What Tab does not come to, once around the page, or around an open menu and on; every
    stop has to show a ring.
    """
    page.evaluate("document.querySelector('.menu[open] summary')?.focus()")
    count = page.evaluate(REACHABLE)
    page.evaluate("window.reached = new Set()")
    for _ in range(count + SPARE):
        page.keyboard.press("Tab")
        page.evaluate("window.reached.add(document.activeElement)")
        assert not where(page) or page.evaluate(RINGED), f"no ring: {where(page)}"
    return page.evaluate(LEFT)
