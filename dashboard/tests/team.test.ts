import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { session, setSession } from "../src/session";
import { add, drop, items } from "../src/upload/queue";
import { choices, chooseTeam, team, teamIsMissing } from "../src/upload/team";
import { madeMe } from "./made";

const teams = (...names: string[]) => setSession(madeMe({ role: "supervisor", teams: names }));

beforeEach(() => {
  localStorage.clear();
  chooseTeam("nobody's");
});

afterEach(() => {
  for (const { key } of items.value) drop(key);
  setSession(madeMe(null));
  session.value = null;
  vi.unstubAllGlobals();
});

describe("the team of what is uploaded", () => {
  test("is no question for who has one, for an admin, and where nobody signs in", () => {
    teams("north");
    expect([choices.value, team.value, teamIsMissing.value]).toEqual([[], null, false]);
    setSession(madeMe({ role: "admin", teams: ["north", "south"] }));
    expect(teamIsMissing.value).toBe(false);
    setSession(madeMe(null));
    expect(teamIsMissing.value).toBe(false);
  });

  test("is asked for once, then it is the one that was used last", () => {
    teams("south", "north", "");
    expect([choices.value, teamIsMissing.value]).toEqual([["", "north", "south"], true]);
    chooseTeam("north");
    expect([team.value, teamIsMissing.value]).toEqual(["north", false]);
    expect(localStorage.getItem("voicemon.upload.team")).toBe("north");
    chooseTeam("");
    expect([team.value, teamIsMissing.value]).toEqual(["", false]);
  });

  test("of somebody else who used this browser is not taken", () => {
    teams("north", "south");
    chooseTeam("south");
    teams("north", "east");
    expect([team.value, teamIsMissing.value]).toEqual([null, true]);
  });

  test("holds everything back until it is chosen", () => {
    const fetch = vi.fn(() => new Promise<Response>(() => undefined));
    vi.stubGlobal("fetch", fetch);
    teams("north", "south");
    add([new File(["x"], "a.wav")]);
    expect([items.value.map(({ state }) => state), fetch.mock.calls.length]).toEqual([
      ["waiting"],
      0,
    ]);
  });
});
