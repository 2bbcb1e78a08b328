import { describe, expect, test } from "vitest";
import { keyOf } from "../src/admin/keys_api";
import {
  asTheyAre,
  auditQuery,
  changedPerson,
  detailsText,
  listed,
  personOf,
} from "../src/admin/model";
import {
  asItIs,
  DELIVERY_STATES,
  mayDrop,
  mayResend,
  stateKey,
  toldOf,
} from "../src/admin/notice_model";
import { sentencesOf } from "../src/admin/playbook_api";
import { quietOf, quietText } from "../src/admin/quiet";
import { admin as de } from "../src/strings/admin/de";
import { admin as en } from "../src/strings/admin/en";
import { admin as es } from "../src/strings/admin/es";
import type { PersonRow, TargetOut } from "../src/wire";

const NORA: PersonRow = {
  id: "p1",
  login: "nora",
  name: "Nora North",
  role: "supervisor",
  teams: ["", "north"],
  agent_id: null,
  created_at: "2026-01-01T00:00:00Z",
  disabled_at: "2026-02-01T00:00:00Z",
  has_password: true,
  second_factor: false,
  single_sign_on: false,
  seen_at: null,
};

test("names are listed once each, without the spaces around them", () => {
  expect(listed(" north,south ,, north")).toEqual(["north", "south"]);
  expect(listed()).toEqual([]);
});

test("an invitation says what the form says; an empty agent id is none", () => {
  const said = { name: " Sam ", login: "sam", role: "qa", teams: "a, b", agent_id: " " };
  expect(personOf(said)).toEqual({
    name: "Sam",
    login: "sam",
    role: "qa",
    teams: ["a", "b"],
    agent_id: null,
  });
});

test("a change keeps what the form does not show: disabled, and calls without a team", () => {
  const body = changedPerson(NORA, { ...NORA, teams: "south", agent_id: "n.n" } as never);
  expect(body).toMatchObject({ disabled: true, teams: ["", "south"], agent_id: "n.n" });
  expect(asTheyAre(NORA)).toMatchObject({ disabled: true, teams: ["", "north"] });
});

describe("the audit log's question", () => {
  test("leaves out what is not chosen", () => {
    expect(auditQuery({ person: "", action: " call " }, 7).toString()).toBe(
      "limit=50&action=call&before=7",
    );
  });

  test("takes the last day whole", () => {
    const query = auditQuery({ from: "2026-03-01", to: "2026-03-01" });
    const [from, to] = [query.get("from"), query.get("to")].map((each) => Date.parse(each ?? ""));
    expect((to ?? 0) - (from ?? 0)).toBe(24 * 3600 * 1000);
  });
});

test("details are one line, whatever they hold", () => {
  expect(detailsText({ to: "claimed", teams: ["a"], n: 2 })).toBe(
    'to: claimed · teams: ["a"] · n: 2',
  );
});

const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

test.each([
  ["de", de],
  ["es", es],
])("the catalogue %s has the same holes to fill", (_, other) => {
  for (const [key, text] of Object.entries(en))
    expect([key, holes(other[key as keyof typeof en])]).toEqual([key, holes(text)]);
});

const DESK: TargetOut = {
  id: "t1",
  name: "desk",
  kind: "webhook",
  shown: "https://example.org/…",
  signed: true,
  on: true,
  severities: ["act"],
  states: ["raised"],
  teams: ["", "north"],
  queues: [],
  quiet: [{ days: [5, 6], start: "22:00", end: "07:00" }],
  quiet_passes: null,
  most: 20,
  window_min: 10,
  weekly: false,
  weekly_day: 4,
  weekly_hour: 16,
  language: "de",
  created_at: "2026-01-01T00:00:00Z",
  last_sent_at: null,
  last_failed_at: null,
  last_error: "",
};

/** A form with these rows of quiet hours. */
function quietForm(...rows: Partial<Record<"day" | "whole" | "start" | "end", string[]>>[]) {
  const form = new FormData();
  rows.forEach((row, at) => {
    form.append("quiet", String(at));
    for (const [name, values] of Object.entries(row))
      for (const value of values) form.append(`quiet-${at}-${name}`, value);
  });
  return form;
}

describe("quiet hours", () => {
  test("are told by day and hour, a whole day as such", () => {
    const night = { day: ["0", "1", "2", "3", "4"], start: ["20:00"], end: ["07:00"] };
    const form = quietForm(night, { day: ["5", "6"], whole: ["on"] });
    expect(quietOf(form)).toEqual([
      { days: [0, 1, 2, 3, 4], start: "20:00", end: "07:00" },
      { days: [5, 6], start: "00:00", end: "00:00" },
    ]);
  });

  test("of all days, or of none, are those of every day", () => {
    const hours = { start: ["22:00"], end: ["07:00"] };
    const all = quietForm({ ...hours, day: ["0", "1", "2", "3", "4", "5", "6"] });
    expect(quietOf(all)).toEqual(quietOf(quietForm(hours)));
    expect(quietOf(all)).toEqual([{ days: [], start: "22:00", end: "07:00" }]);
  });

  test("without a beginning or an end are none", () => {
    expect([quietOf(quietForm()), quietOf(quietForm({ start: ["22:00"] }))]).toEqual([[], null]);
  });

  test("read as people say them", () => {
    const weekdays = { days: [0, 1, 2, 3, 4], start: "20:00", end: "07:00" };
    const weekend = { days: [5, 6], start: "00:00", end: "00:00" };
    expect(quietText([weekdays, weekend])).toBe("Mon–Fri 20:00–07:00; Sat, Sun all day");
    const odd = { days: [0, 2, 3, 4], start: "12:00", end: "13:00" };
    expect(quietText([odd, { ...odd, days: [] }])).toBe(
      "Mon, Wed–Fri 12:00–13:00; daily 12:00–13:00",
    );
  });
});

test("a target's form keeps calls without a team, and its address is never sent along", () => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ name: "desk", teams: "south", most: "5" }))
    form.set(name, value);
  form.append("severity", "watch");
  form.append("severity", "act");
  expect(toldOf(form, DESK)).toMatchObject({
    teams: ["", "south"],
    severities: ["act", "watch"],
    states: [],
    most: 5,
    weekly: false,
    weekly_day: 0,
    weekly_hour: 7,
    language: null,
  });
  form.set("language", "es");
  form.set("weekly_day", "4");
  form.set("weekly_hour", "16");
  expect(toldOf(form, DESK)).toMatchObject({ language: "es", weekly_day: 4, weekly_hour: 16 });
  expect(asItIs(DESK)).toMatchObject({ language: "de", weekly_day: 4, weekly_hour: 16 });
  form.set("quiet", "0");
  expect(toldOf(form)).toBeNull();
  expect(Object.keys(asItIs(DESK))).not.toContain("address");
});

test("what was sent is not sent again; what is given up can still be", () => {
  expect([mayResend("sent"), mayResend("dead"), mayResend("waiting")]).toEqual([
    false,
    true,
    false,
  ]);
  expect([mayDrop("dead"), mayDrop("sent"), mayDrop("dropped")]).toEqual([true, false, false]);
});

test("one delivery is named as one, the filter names all of a state", () => {
  const named = [en, de, es].map((texts) => [texts["delivery.dead"], texts[stateKey("dead")]]);
  expect(named).toEqual([
    ["dead letter", "dead letters"],
    ["unzustellbar", "unzustellbare"],
    ["no entregado", "no entregados"],
  ]);
  const others = DELIVERY_STATES.filter((state) => state !== "dead");
  expect(others.map(stateKey)).toEqual(others.map((state) => `delivery.${state}`));
});

test("a playbook has one sentence a line", () => {
  expect(sentencesOf(" I see. \n\n Let me look.\n")).toEqual(["I see.", "Let me look."]);
});

test("a key asks for what the form says, and for nothing where it is empty", () => {
  expect(keyOf({ name: "trunk", vendor: "", networks: "10.0.0.0/8", secret: "" })).toEqual({
    name: "trunk",
    vendor: null,
    customer_track: "inbound",
    team: null,
    networks: ["10.0.0.0/8"],
    organization: null,
    secret: null,
  });
});
