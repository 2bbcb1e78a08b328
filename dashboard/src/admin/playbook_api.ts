import { ask, send } from "../api";
import type { PlaybookItem, PlaybookOut } from "../wire";

/** What the administration asks of the server about the playbook. */

type Which = Pick<PlaybookItem, "language" | "kind" | "number">;
const path = ({ language, kind }: Which) => `api/playbook/${language}/${kind}`;

export const playbookApi = {
  all: () => ask<PlaybookOut>("api/playbook"),
  change: (item: Which, sentences: readonly string[]) =>
    send<PlaybookItem>(path(item), { sentences, number: item.number }, "PUT"),
  reset: (item: Which) => send<PlaybookItem>(`${path(item)}/reset`, { number: item.number }),
};

/** One sentence a line; empty lines are none. */
export function sentencesOf(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.filter(Boolean);
}
