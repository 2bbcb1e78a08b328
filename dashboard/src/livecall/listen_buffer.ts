/**
 * The sound of a running call between the network and the loudspeaker: every side on one axis of
 * samples since the call began. A little is kept so that what comes unevenly is played evenly;
 * where more than that piles up it is skipped, in silence if there is any, so that listening stays
 * close to the call.
 */

export const SIDES = ["customer", "agent", "unknown"] as const;
export type Side = (typeof SIDES)[number];

export const SIZE_S = 8;
/** Kept at first; more after each time that it was not enough. */
export const TARGET_S = 0.25;
export const MOST_TARGET_S = 0.6;
/** Beyond this much more than the target, sound is skipped. */
export const EXCESS_S = 0.4;
/** Beyond this much more, silence is. */
export const SLACK_S = 0.1;
/** So long one side is waited for while another one comes. */
export const APART_S = 0.3;
/** After so long without a break a little less is kept again. */
const CALM_S = 20;
const STEP_S = 0.1;

export class JitterBuffer {
  /** The next sample that is played; null until something came. */
  private at: number | null = null;
  private readonly size: number;
  private readonly rings: readonly Float32Array[];
  private ends: (number | null)[] = SIDES.map(() => null);
  private target = TARGET_S;
  private calm = 0;
  /** Whether sound comes out. */
  playing = false;

  constructor(private readonly rateHz: number) {
    this.size = Math.round(SIZE_S * rateHz);
    this.rings = SIDES.map(() => new Float32Array(this.size));
  }

  /** How much of the call was played; null before anything was. */
  get position_s(): number | null {
    return this.at === null ? null : this.at / this.rateHz;
  }

  /** Successive samples of a side, of which the first is the call's `start`-th; null is silence. */
  put(side: Side, start: number, count: number, levels: Int16Array | null): void {
    const index = SIDES.indexOf(side);
    const end = start + count;
    this.at ??= start;
    if (end <= this.at) return; // too late
    if (end - this.at > this.size) this.leap(end - this.samples(this.target));
    if (levels) this.write(this.rings[index], start, levels);
    this.ends[index] = Math.max(this.ends[index] ?? 0, end);
  }

  /** Nothing of what is kept may be played. */
  forget(): void {
    for (const ring of this.rings) ring.fill(0);
    this.at = null;
    this.ends = SIDES.map(() => null);
    this.playing = false;
  }

  /** The next samples, an array a side. */
  read(outs: readonly (Float32Array | undefined)[], count: number): void {
    if (!this.advance(count)) return;
    const silent = this.copy(outs, count);
    if (silent && this.kept > this.samples(this.target + SLACK_S)) this.copy(outs, count);
  }

  /** Whether so much may be played now. */
  private advance(count: number): boolean {
    if (this.at === null) return false;
    if (!this.playing) {
      this.playing = this.kept >= this.samples(this.target);
      if (!this.playing) return false;
    } else if (this.kept < count) {
      this.playing = false;
      this.target = Math.min(this.target + STEP_S, MOST_TARGET_S);
      this.calm = 0;
      return false;
    }
    if (this.kept > this.samples(this.target + EXCESS_S))
      this.leap(this.at + this.kept - this.samples(this.target));
    this.calm += count;
    if (this.calm > this.samples(CALM_S)) {
      this.target = Math.max(this.target - STEP_S, TARGET_S);
      this.calm = 0;
    }
    return true;
  }

  /** Samples that may be played: up to where every side has come that is not far behind. */
  private get kept(): number {
    const ends = this.ends.filter((end) => end !== null);
    const ready = Math.max(Math.min(...ends), Math.max(...ends) - this.samples(APART_S));
    return ready - (this.at ?? 0);
  }

  private samples(seconds: number): number {
    return Math.round(seconds * this.rateHz);
  }

  private write(ring: Float32Array | undefined, start: number, levels: Int16Array): void {
    const late = Math.max(0, (this.at ?? 0) - start);
    for (let index = late; ring && index < levels.length; index++) {
      const place = (start + index) % this.size;
      ring[place] = (ring[place] ?? 0) + (levels[index] ?? 0) / 32768;
    }
  }

  private copy(outs: readonly (Float32Array | undefined)[], count: number): boolean {
    const from = this.at ?? 0;
    let silent = true;
    this.rings.forEach((ring, side) => {
      const out = outs[side];
      for (let index = 0; index < count; index++) {
        const place = (from + index) % this.size;
        const level = ring[place] ?? 0;
        if (out) out[index] = level;
        if (level !== 0) silent = false;
        ring[place] = 0;
      }
    });
    this.at = from + count;
    return silent;
  }

  /** Go on from there; what lies before is not played. */
  private leap(to: number): void {
    const from = this.at ?? to;
    for (const ring of this.rings) {
      if (to - from >= this.size) ring.fill(0);
      else for (let at = from; at < to; at++) ring[at % this.size] = 0;
    }
    this.at = Math.max(from, to);
  }
}
