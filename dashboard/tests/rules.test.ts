import { afterEach, describe, expect, test } from "vitest";
import { faultText } from "../src/rules/fault";
import { fresh, KINDS } from "../src/rules/kinds";
import {
  faultAt,
  faultsIn,
  freshGroup,
  freshRule,
  joined,
  listed,
  otherFaults,
  rowPlace,
  rowsOf,
  unusedSeverity,
} from "../src/rules/model";
import { habits, sentence } from "../src/rules/sentence";
import { speak } from "../src/strings";
import { follow } from "../src/strings/rules";
import { rules as de } from "../src/strings/rules/de";
import { rules as en } from "../src/strings/rules/en";
import { rules as es } from "../src/strings/rules/es";
import type { PartOut } from "../src/wire";

const part = (id: string, values: PartOut["values"] = {}, ...of: PartOut[]): PartOut => ({
  id,
  values,
  of,
});

const score = part("score_at_least", { score: 0.5 });
const held = part("within", { within_s: 120, times: 1 }, part("hold", { at_least_s: 60 }));
const PARTS = [
  part(
    "act",
    {},
    part(
      "all",
      {},
      held,
      part(
        "any",
        {},
        score,
        part("cue", { cues: ["wording.anger", "wording.profanity"] }),
        part(
          "times",
          { times: 2, within_s: 30 },
          part("phrase", { whose: "customer", phrases: ["no", "never"] }),
        ),
      ),
    ),
  ),
  part("queues", { queues: ["billing"] }),
  part("hours", { days: ["mon", "fri"], opens: "08:00", closes: "18:00" }),
  part("cooldown", { cooldown_s: 300 }),
  part("ends_itself"),
];

const reading = async (language: "en" | "de" | "es") => {
  await speak(language);
  await follow(language);
};

afterEach(() => reading("en"));

describe("a rule's sentence", () => {
  test("reads in English as the server's own does", () => {
    expect(sentence(PARTS)).toBe(
      "Act when the customer is on hold for 60 s within the last 120 s and (the frustration is " +
        "at least 0.5 or the customer speaks in angry words or swears or the customer says “no” " +
        "or “never” at least 2 times within 30 s); only in the queue billing; only Mon, Fri " +
        "08:00–18:00.",
    );
    expect(habits(PARTS)).toBe("Not again within 300 s; ends by itself when the customer is calm.");
  });

  test("reads in German, with German numbers and quotation marks", async () => {
    await reading("de");
    expect(sentence(PARTS)).toBe(
      "Handeln, wenn der Kunde 60 s lang in der Warteschleife ist (in den letzten 120 s) und " +
        "(die Frustration mindestens 0,5 beträgt oder der Kunde mit wütenden Worten spricht oder " +
        "flucht oder der Kunde „no“ oder „never“ sagt (mindestens 2-mal in 30 s)); nur in der " +
        "Warteschlange billing; nur Mo, Fr 08:00–18:00.",
    );
  });

  test("reads in Spanish", async () => {
    await reading("es");
    expect(sentence([part("watch", {}, score)])).toBe(
      "Vigilar cuando la frustración es de al menos 0,5.",
    );
  });

  test("names a part that it has no words for, instead of hiding it", () => {
    expect(sentence([part("act", {}, part("brand_new"))])).toBe("Act when brand_new.");
  });
});

describe.each([
  ["de", de],
  ["es", es],
])("the rules' catalogue %s", (_, other) => {
  const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

  test("has every text of the English one with the same holes, and none is empty", () => {
    expect(Object.keys(other).sort()).toEqual(Object.keys(en).sort());
    for (const [key, text] of Object.entries(en)) {
      const translated = other[key as keyof typeof en];
      expect([key, holes(translated)]).toEqual([key, holes(text)]);
      expect(translated.trim()).not.toBe("");
    }
  });
});

describe("the editor's model", () => {
  const high = fresh("score_at_least");
  const hold = fresh("hold");

  test("a single condition stands by itself, several in a group", () => {
    expect(joined("any", [high])).toBe(high);
    expect(joined("any", [high, hold])).toEqual({ kind: "any", of: [high, hold] });
    expect(joined("any", [])).toBeNull();
    expect(rowsOf(high)).toEqual([high]);
    expect(rowsOf({ kind: "all", of: [high, hold] })).toEqual([high, hold]);
  });

  test("a row has the place that the server names", () => {
    expect(rowPlace("cases[0].when", high, 0)).toBe("cases[0].when");
    expect(rowPlace("cases[0].when", { kind: "all", of: [high, hold] }, 1)).toBe(
      "cases[0].when.of[1]",
    );
  });

  test("a group within a group is of the other kind", () => {
    expect(freshGroup("all").kind).toBe("any");
    expect(freshGroup("any").kind).toBe("all");
  });

  test("every kind of condition begins with all that it needs, anew each time", () => {
    for (const kind of KINDS) expect(fresh(kind)).not.toBe(fresh(kind));
    expect(KINDS).toHaveLength(13);
  });

  test("each severity stands in one case", () => {
    const { cases } = freshRule([]);
    expect(unusedSeverity(cases)).toBe("act");
    const three = (["act", "watch", "information"] as const).map((severity) => ({
      severity,
      when: high,
    }));
    expect(unusedSeverity(three)).toBeNull();
  });

  test("lists are written with commas or lines, and nothing stands in them twice", () => {
    expect(listed(" billing, , tech,billing", ",")).toEqual(["billing", "tech"]);
    expect(listed("my money, back\nrefund", "\n")).toEqual(["my money, back", "refund"]);
  });
});

describe("what the server says is wrong", () => {
  const faults = faultsIn(
    "definition: Value error, cases[0].when.of[0].at_least_s: Input should be greater than or " +
      "equal to 10; cases[0].when.of[1].phrases[0]: '?' holds no word; cases[0].when.of[2]: a " +
      "bracket is not closed; cooldown_s: Input should be greater than or equal to 0",
  );

  test("stands beside its field, or beside the field of its item", () => {
    expect(faultAt(faults, "cases[0].when.of[0].at_least_s")).toContain("equal to 10");
    expect(faultAt(faults, "cases[0].when.of[1].phrases")).toBe("'?' holds no word");
    expect(faultAt(faults, "cases[0].when.of[2]")).toBe("a bracket is not closed");
    expect(faultAt(faults, "cooldown_s")).toContain("equal to 0");
    expect(otherFaults(faults)).toEqual([]);
  });

  test("is said in the reader's language where it is a common one", async () => {
    expect(faultText("Input should be greater than or equal to 10")).toBe("at least 10");
    await reading("de");
    expect(faultText("Tuple should have at least 1 item after validation, not 0")).toBe(
      "hier fehlt eine Angabe",
    );
    expect(faultText("a bracket is not closed")).toBe("a bracket is not closed");
  });

  test("is told as a whole where no field shows it", () => {
    const other = faultsIn("definition: Value error, cases: too many; each severity stands once");
    expect(otherFaults(other)).toEqual(["too many; each severity stands once"]);
  });
});
