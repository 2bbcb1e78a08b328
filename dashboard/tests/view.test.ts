import { afterEach, describe, expect, test } from "vitest";
import { dropView, saved, saveView, showSaved } from "../src/board/saved";
import {
  ALL,
  besideHref,
  filtered,
  opened,
  paramsOf,
  setView,
  view,
  viewOf,
} from "../src/board/view";
import { recall } from "../src/memory";
import { go } from "../src/router";

afterEach(() => {
  setView(ALL);
  for (const { name } of saved.peek()) dropView(name);
  go("#/board", true);
});

describe("the board's view", () => {
  test("stands in the address, only where it differs from the plain board", () => {
    expect(paramsOf(ALL).toString()).toBe("");
    const chosen = { ...ALL, team: "north", severity: "act", mine: true, layout: "cards" } as const;
    expect(paramsOf(chosen).toString()).toBe("team=north&severity=act&mine=true&layout=cards");
    expect(viewOf(paramsOf(chosen))).toEqual(chosen);
  });

  test("takes nothing that it does not know from an address", () => {
    expect(viewOf(new URLSearchParams("severity=panic&sort=luck&layout=pile&mine=yes"))).toEqual(
      ALL,
    );
  });

  test("is remembered for an address that names none", () => {
    setView({ queue: "billing" });
    expect(recall("board.view")).toBe("queue=billing");
    go("#/board", true);
    expect(view.value.queue).toBe("billing");
    go("#/board?team=south", true);
    expect([view.value.queue, view.value.team]).toEqual(["", "south"]);
  });

  test("an order is no filter", () => {
    setView({ sort: "newest" });
    expect(filtered.value).toBe(false);
    setView({ mine: true });
    expect(filtered.value).toBe(true);
  });

  test("keeps the call that is open beside the list", () => {
    go("#/board?call=a%2Fb", true);
    expect(opened.value).toBe("a/b");
    setView({ queue: "billing" });
    expect(opened.value).toBe("a/b");
    expect(besideHref(null)).toBe("#/board?queue=billing");
  });
});

describe("saved views", () => {
  test("are kept by name, shown again and forgotten", () => {
    saveView(" Mine in billing ", { ...ALL, queue: "billing", mine: true });
    setView({ team: "north" });
    const kept = saved.value[0];
    expect(kept?.name).toBe("Mine in billing");
    if (kept) showSaved(kept);
    expect(view.value).toEqual({ ...ALL, queue: "billing", mine: true });
    dropView("Mine in billing");
    expect([saved.value, recall("board.views")]).toEqual([[], null]);
  });

  test("one name is one view, and no name is none", () => {
    saveView("a", ALL);
    saveView("a", { ...ALL, sort: "newest" });
    saveView("  ", ALL);
    expect(saved.value).toEqual([{ name: "a", query: "sort=newest" }]);
  });
});
