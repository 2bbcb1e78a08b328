import { SIDES, type Side } from "./listen_buffer";
import type { Report, Said } from "./listen_worklet";
import worklet from "./listen_worklet?worker&url";

/** The loudspeaker of who listens in: a volume a side, both sides in both ears. */
export interface Loudspeaker {
  say(said: Said): void;
  setVolume(side: Side, volume: number): void;
  close(): void;
}

/** Open one at the rate of the call's sound, so that the browser resamples it. */
export async function open(rateHz: number, report: (report: Report) => void): Promise<Loudspeaker> {
  const context = new AudioContext({ sampleRate: rateHz, latencyHint: "interactive" });
  try {
    await context.audioWorklet.addModule(worklet);
    await context.resume();
    const node = new AudioWorkletNode(context, "listen-in", {
      numberOfInputs: 0,
      numberOfOutputs: SIDES.length,
      outputChannelCount: SIDES.map(() => 1),
    });
    const gains = SIDES.map((_, output) => {
      const gain = context.createGain();
      node.connect(gain, output).connect(context.destination);
      return gain;
    });
    node.port.onmessage = ({ data }: MessageEvent<Report>) => report(data);
    return {
      say: (said) => node.port.postMessage(said),
      setVolume(side, volume) {
        const gain = gains[SIDES.indexOf(side)];
        gain?.gain.setTargetAtTime(volume, context.currentTime, 0.02); // without a click
      },
      close() {
        node.port.onmessage = null;
        node.disconnect();
        void context.close();
      },
    };
  } catch (error) {
    void context.close();
    throw error;
  }
}
