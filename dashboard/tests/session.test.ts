import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../src/api";
import { enter, homeOf } from "../src/people/home";
import { browserOf } from "../src/people/sessions";
import { go, parse } from "../src/router";
import { ended, may, outside, session, setSession, signedIn, tellWindows } from "../src/session";
import { madeMe } from "./made";

interface Asked {
  path: string;
  csrf: string | undefined;
}

/** A server whose answers are lined up; the last one is repeated. */
function serve(...answers: [status: number, body: unknown][]): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit = {}) => {
    const headers = init.headers as Record<string, string>;
    asked.push({ path: new URL(url).pathname, csrf: headers["X-CSRF-Token"] });
    const [status, body] = (answers.length > 1 ? answers.shift() : answers[0]) ?? [500, {}];
    return new Response(JSON.stringify(body), { status });
  });
  return asked;
}

const job = { id: "j", state: "queued" };

beforeEach(() => setSession(madeMe({}, { csrf: "one" })));
afterEach(() => {
  vi.unstubAllGlobals();
  setSession(madeMe(null));
  session.value = null;
});

describe("who is signed in", () => {
  test("decides what may be done; what is not known the server decides", () => {
    expect([may("act on flags"), may("manage people"), signedIn.value]).toEqual([
      true,
      false,
      true,
    ]);
    session.value = null;
    expect([may("manage people"), outside.value]).toEqual([true, false]);
    setSession(madeMe(null));
    expect([outside.value, signedIn.value]).toEqual([true, false]);
  });

  test("a change carries the session's token, a question does not", async () => {
    const asked = serve([200, job]);
    await api.again("call");
    await api.site();
    expect(asked.map(({ csrf }) => csrf)).toEqual(["one", undefined]);
  });

  test("where the session has become another one meanwhile, the change is made with its token", async () => {
    const refused = { code: "csrf", message: "another session", fix: "" };
    const asked = serve([403, refused], [200, madeMe({}, { csrf: "two" })], [200, job]);
    await api.again("call");
    expect(asked.map(({ csrf }) => csrf)).toEqual(["one", undefined, "two"]);
  });

  test("a session that is over shows the way in", async () => {
    const over = { code: "not_signed_in", message: "sign in", fix: "" };
    serve([401, over], [200, madeMe(null)]);
    await expect(api.calls(new URLSearchParams())).rejects.toThrow("sign in");
    expect(outside.value).toBe(true);
  });
});

describe("several windows of a browser", () => {
  test("whose session has ended is told so, who was never in is not", () => {
    setSession(madeMe({}));
    setSession(madeMe(null));
    expect(ended.value).toBe(true);
    setSession(madeMe({}));
    expect(ended.value).toBe(false);
    session.value = null;
    setSession(madeMe(null));
    expect(ended.value).toBe(false);
  });

  test("ask anew who is signed in when another one says that it changed", async () => {
    const asked = serve([200, madeMe(null)]);
    tellWindows();
    expect(localStorage.getItem("voicemon.session")).not.toBeNull();
    dispatchEvent(new StorageEvent("storage", { key: "voicemon.session" }));
    await vi.waitFor(() => expect(outside.value).toBe(true));
    expect(asked.map(({ path }) => path)).toEqual(["/api/me"]);
  });
});

describe("coming in", () => {
  test("leads everybody to their work", () => {
    expect(homeOf(madeMe({ role: "agent" }))).toBe("#/desk");
    expect(homeOf(madeMe({ role: "supervisor" }))).toBe("#/board");
    expect(homeOf(madeMe({ role: "qa" }))).toBe("#/calls");
  });

  test("from a door one goes home, from elsewhere one stays", () => {
    go("#/sign-in?token=abc", true);
    enter(madeMe({ role: "agent" }));
    expect(location.hash).toBe("#/desk");
    go("#/call/x?t=3", true);
    enter(madeMe({ role: "supervisor" }));
    expect(location.hash).toBe("#/call/x?t=3");
  });

  test("a browser is named as people know it, a program as it names itself", () => {
    const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";
    const edge = `${chrome} Edg/140.0`;
    const safari = "Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) Version/18.0 Safari/605.1";
    expect([chrome, edge, safari, "curl/8.5", ""].map(browserOf)).toEqual([
      "Chrome · Linux",
      "Edge · Linux",
      "Safari · Mac OS",
      "curl/8.5",
      "",
    ]);
  });

  test("the doors have addresses", () => {
    const names = [
      "#/sign-in?token=x",
      "#/setup?token=x",
      "#/reset?token=x",
      "#/account",
      "#/desk",
    ];
    expect(names.map((hash) => parse(hash).name)).toEqual([
      "sign-in",
      "setup",
      "reset",
      "account",
      "desk",
    ]);
    expect(parse("#/sign-in?token=x").params.get("token")).toBe("x");
  });
});
