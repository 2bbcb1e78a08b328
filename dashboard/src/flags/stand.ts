import { stateText } from "../call/flagged";
import { me } from "../session";
import { t } from "../strings";
import type { FlagCard, FlagState } from "./card";

/** What tells of who did it, not of who has it. */
const OF_MOVER: readonly FlagState[] = ["acknowledged", "snoozed", "resolved"];

/** Where a flag stands, in a few words: “claimed by Ana”, “claimed by you”, “acknowledged”. */
export function standText({ state, owner, by, left }: FlagCard): string {
  if (left) return t("flag.left");
  const who = OF_MOVER.includes(state) ? by : owner;
  const alone = !who || who.id === "voicemon" || state === "raised" || state === "seen";
  if (alone || state === "escalated") return stateText(state);
  if (who.id === me.value?.id) return t("flag.state.mine", { state: stateText(state) });
  return t("flag.state.by", { state: stateText(state), name: who.name });
}
