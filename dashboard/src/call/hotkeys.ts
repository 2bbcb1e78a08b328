import { listen } from "../keys";
import { callsHref, go } from "../router";
import { copyMoment } from "./link";
import { type CallModel, setSkipSilence } from "./model";
import { stepSpeed } from "./player";

const STEP_S = 5;
const SMALL_STEP_S = 1;

/** The call page's keys; the help dialog lists them. */
export function listenForKeys(model: CallModel, signal: AbortSignal): void {
  const { player } = model;
  const by = (seconds: number) => () => model.seek(player.time.peek() + seconds);
  const mute = (channel: number) => () =>
    player.setGain(channel, player.gains.peek()[channel] === 0 ? 1 : 0);
  listen(
    {
      " ": () => player.toggle(),
      ArrowLeft: by(-STEP_S),
      ArrowRight: by(STEP_S),
      "Shift+ArrowLeft": by(-SMALL_STEP_S),
      "Shift+ArrowRight": by(SMALL_STEP_S),
      j: () => model.turn(-1),
      k: () => model.turn(1),
      n: () => model.stop(1),
      p: () => model.stop(-1),
      "[": () => player.setSpeed(stepSpeed(player.speed.peek(), -1)),
      "]": () => player.setSpeed(stepSpeed(player.speed.peek(), 1)),
      "1": mute(0),
      "2": mute(1),
      s: () => setSkipSilence(model, !model.skipSilence.peek()),
      "+": () => model.zoomBy(2),
      "=": () => model.zoomBy(2),
      "-": () => model.zoomBy(0.5),
      "0": () => model.fit(),
      f: () => {
        model.follow.value = true;
      },
      c: () => void copyMoment(model),
      b: () => go(callsHref()),
    },
    signal,
  );
}
