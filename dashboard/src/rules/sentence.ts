import { upperFirst } from "../format";
import { fill, language } from "../strings";
import { r, told } from "../strings/rules";
import type { PartOut } from "../wire";

/** A rule's sentence in the reader's language, from the parts that the server gives. */

const HABITS: readonly string[] = ["cooldown", "suppress", "ends_itself", "ends_by_hand"];
const GROUPS: readonly string[] = ["all", "any"];
const BRACKETED: readonly string[] = [...GROUPS, "within", "times"];
const QUOTED: readonly string[] = ["phrases", "text", "examples"];
const NAMED: readonly string[] = ["cues", "whose", "days", "directions"];

/** When it calls, and for which calls. */
export function sentence(parts: readonly PartOut[]): string {
  return whole(parts.filter(({ id }) => !HABITS.includes(id)));
}

/** How often, and how its flags end. */
export function habits(parts: readonly PartOut[]): string {
  return whole(parts.filter(({ id }) => HABITS.includes(id)));
}

function whole(parts: readonly PartOut[]): string {
  return parts.length ? `${upperFirst(parts.map((part) => words(part)).join("; "))}.` : "";
}

/** A part in words; `inside` is the kind of part that it stands in. */
function words(part: PartOut, inside = ""): string {
  const of = part.of.map((each) => words(each, part.id)).join(between(part.id));
  const values = Object.entries(part.values).map(([name, value]) => [name, said(name, value)]);
  const text = told(`part.${part.id}`) ?? part.id;
  const filled = fill(text, { ...Object.fromEntries(values), of });
  return GROUPS.includes(part.id) && BRACKETED.includes(inside) ? `(${filled})` : filled;
}

function between(id: string): string {
  return id === "all" || id === "any" ? ` ${r(`join.${id}`)} ` : " ";
}

function said(name: string, value: PartOut["values"][string]): string {
  if (typeof value === "number")
    return value.toLocaleString(language.value, { maximumFractionDigits: 6, useGrouping: false });
  const several = (typeof value === "string" ? [value] : value).map((each) => {
    if (QUOTED.includes(name)) return r("quote", { text: each });
    return NAMED.includes(name) ? (told(`name.${each}`) ?? each) : each;
  });
  return several.join(name === "days" ? ", " : ` ${r("join.any")} `);
}
