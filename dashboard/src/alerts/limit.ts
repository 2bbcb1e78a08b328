import { recall, remember } from "../memory";

/** Lets through at most so many in a span of time, of all windows of this browser together, and
 * remembers how many this one held back.
 */
export class Limit {
  private passed: number[] = [];
  private heldBack = 0;

  constructor(
    private readonly name: string,
    private readonly most: number,
    private readonly span_ms: number,
  ) {}

  /** May one more pass now? */
  pass(now: number): boolean {
    const kept = recall(this.name); // a browser may refuse to remember
    const known = kept === null ? this.passed : kept.split(" ").map(Number);
    this.passed = known.filter((at) => at > now - this.span_ms && at <= now);
    if (this.passed.length >= this.most) {
      this.heldBack += 1;
      return false;
    }
    this.passed.push(now);
    remember(this.name, this.passed.join(" "));
    return true;
  }

  /** How many were held back since this was asked last. */
  missed(): number {
    const missed = this.heldBack;
    this.heldBack = 0;
    return missed;
  }
}
