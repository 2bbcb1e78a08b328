import { expect, test } from "vitest";
import { callHref, callsHref, liveHref, parse } from "../src/router";

test("no address is the list of calls", () => {
  expect([parse("").name, parse("#/").name, parse("#/calls").name]).toEqual([
    "calls",
    "calls",
    "calls",
  ]);
});

test("a call's address carries its moment", () => {
  const route = parse("#/call/abc?t=192");
  expect([route.name, route.id, route.params.get("t")]).toEqual(["call", "abc", "192"]);
});

test("any id survives the way into an address and back", () => {
  const id = "a/b ?#é🎧";
  expect(parse(callHref(id, { t: "3" })).id).toBe(id);
});

test("the board and a running call have addresses of their own", () => {
  expect(parse("#/board").name).toBe("board");
  expect(parse(liveHref("a/b 1"))).toMatchObject({ name: "live", id: "a/b 1" });
  expect(parse("#/board/x").name).toBe("lost");
  expect(parse("#/live").name).toBe("lost");
});

test("an unknown address is lost, not the list", () => {
  expect([parse("#/nowhere").name, parse("#/call").name, parse("#/call/a/b").name]).toEqual([
    "lost",
    "lost",
    "lost",
  ]);
});

test("a list without filters has the shortest address", () => {
  expect(callsHref(new URLSearchParams())).toBe("#/calls");
});
