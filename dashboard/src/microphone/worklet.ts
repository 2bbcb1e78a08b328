/** On the audio thread: mono float samples → pieces of 100 ms of 16-bit samples, with their peak. */

declare const sampleRate: number;
declare function registerProcessor(name: string, made: new () => object): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

class Pieces extends AudioWorkletProcessor {
  private readonly size = Math.round(sampleRate / 10);
  private piece = new Int16Array(this.size);
  private filled = 0;
  private peak = 0;

  process(inputs: Float32Array[][]): boolean {
    for (const sample of inputs[0]?.[0] ?? []) {
      const whole = Math.round(Math.max(-1, Math.min(1, sample)) * 32767);
      this.piece[this.filled++] = whole;
      this.peak = Math.max(this.peak, Math.abs(whole));
      if (this.filled === this.piece.length) this.send();
    }
    return true;
  }

  private send(): void {
    const { piece, peak } = this;
    this.port.postMessage({ samples: piece.buffer, peak: peak / 32767 }, [piece.buffer]);
    this.piece = new Int16Array(this.size); // what was handed over is empty here
    this.filled = this.peak = 0;
  }
}

registerProcessor("pieces", Pieces);
