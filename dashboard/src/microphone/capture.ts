import pieces from "./worklet?worker&url";

/** One microphone, as pieces of 100 ms of little-endian 16-bit samples. */

/** What voicemon works with. */
const RATE_HZ = 16_000;

export interface Piece {
  samples: ArrayBuffer;
  /** Of the piece's loudest sample, 0 to 1. */
  peak: number;
}

export interface Capture {
  rateHz: number;
  hear(listener: (piece: Piece) => void, gone: () => void): void;
  stop(): void;
}

/** As the voice is: what a browser does for meetings would change what is judged. */
const PLAIN = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

/** Asks for leave where it was not given; a DOMException says why there is no sound. */
export async function open(deviceId: string): Promise<Capture> {
  const device = deviceId ? { deviceId: { exact: deviceId } } : {};
  const audio = { ...PLAIN, ...device, channelCount: 1 };
  const stream = await navigator.mediaDevices.getUserMedia({ audio });
  const letGo = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  try {
    const { context, source } = connected(stream);
    await context.audioWorklet.addModule(pieces);
    await context.resume();
    const node = new AudioWorkletNode(context, "pieces", {
      channelCount: 1,
      channelCountMode: "explicit",
    });
    return {
      rateHz: context.sampleRate,
      hear(listener, gone) {
        node.port.onmessage = (event: MessageEvent<Piece>) => listener(event.data);
        stream.getTracks()[0]?.addEventListener("ended", gone);
        source.connect(node).connect(context.destination); // silent, but pulls the sound through
      },
      stop() {
        node.port.onmessage = null;
        letGo();
        void context.close();
      },
    };
  } catch (error) {
    letGo();
    throw error;
  }
}

/** Where a browser does not resample a microphone (Firefox), its own rate is sent. */
function connected(stream: MediaStream) {
  const context = new AudioContext({ sampleRate: RATE_HZ });
  try {
    return { context, source: context.createMediaStreamSource(stream) };
  } catch {
    void context.close();
    const plain = new AudioContext();
    return { context: plain, source: plain.createMediaStreamSource(stream) };
  }
}
