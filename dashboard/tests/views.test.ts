import { afterEach, describe, expect, test } from "vitest";
import { parse } from "../src/router";
import { mayOpen, session, setSession, viewTold } from "../src/session";
import { views as de } from "../src/strings/views/de";
import { views as en } from "../src/strings/views/en";
import { views as es } from "../src/strings/views/es";
import { openTabs, viewOf } from "../src/views";
import { madeMe, madeViews } from "./made";

const at = (hash: string) => viewOf(parse(hash));

afterEach(() => {
  setSession(madeMe(null));
  session.value = null;
});

describe("what is open", () => {
  test("is what the server says, and what it does not name is not", () => {
    setSession(madeMe({ role: "agent" }));
    expect([mayOpen("desk"), mayOpen("board"), mayOpen("wall")]).toEqual([true, false, false]);
    expect(viewTold("wall")).toBeUndefined();
  });

  test("is not known while the server has not answered: it decides then", () => {
    expect([mayOpen("board"), mayOpen("admin/people")]).toEqual([true, true]);
  });
});

describe("the administration", () => {
  test("without a tab is the first that is open", () => {
    setSession(madeMe({ role: "admin" }));
    expect([at("#/admin"), at("#/admin/audit")]).toEqual(["admin/people", "admin/audit"]);
    setSession(madeMe({ role: "supervisor" }));
    expect([at("#/admin"), openTabs()]).toEqual(["admin/playbook", ["playbook"]]);
  });

  test("has a view even for those to whom nothing of it is open, so that it can be refused", () => {
    setSession(madeMe({ role: "agent" }));
    expect([at("#/admin"), openTabs()]).toEqual(["admin/people", []]);
  });

  test("has no other tabs", () => {
    setSession(madeMe({ role: "admin" }, { views: madeViews("admin") }));
    expect([at("#/admin/x"), at("#/admin/people/x"), at("#/nowhere")]).toEqual([null, null, null]);
  });
});

test("an address is of the view that it names", () => {
  expect([at("#/call/x?t=3"), at("#/"), at("#/board?call=x")]).toEqual(["call", "calls", "board"]);
});

const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

test.each([
  ["de", de],
  ["es", es],
])("the catalogue %s has the same holes to fill", (_, other) => {
  for (const [key, text] of Object.entries(en))
    expect([key, holes(other[key as keyof typeof en])]).toEqual([key, holes(text)]);
});
