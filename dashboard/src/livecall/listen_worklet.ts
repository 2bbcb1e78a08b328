import { JitterBuffer, type Side } from "./listen_buffer";

/** On the audio thread: the sound of a running call, one output a side. */

declare const sampleRate: number;
declare function registerProcessor(name: string, made: new () => object): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

/** What the page says: a sound, or that nothing kept may be played (null). */
export type Said = { side: Side; start: number; count: number; levels: Int16Array | null } | null;
/** What it is told a few times a second. */
export interface Report {
  position_s: number | null;
  playing: boolean;
}

const REPORT_S = 0.2;

class ListenIn extends AudioWorkletProcessor {
  private readonly buffer = new JitterBuffer(sampleRate);
  private since = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<Said>) => {
      if (data) this.buffer.put(data.side, data.start, data.count, data.levels);
      else this.buffer.forget();
    };
  }

  process(_: unknown, outputs: Float32Array[][]): boolean {
    const outs = outputs.map((output) => output[0]);
    const count = outs[0]?.length ?? 0;
    this.buffer.read(outs, count);
    this.since += count;
    if (this.since >= REPORT_S * sampleRate) {
      this.since = 0;
      const { position_s, playing } = this.buffer;
      this.port.postMessage({ position_s, playing } satisfies Report);
    }
    return true;
  }
}

registerProcessor("listen-in", ListenIn);
