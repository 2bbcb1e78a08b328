import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type Flag, flagsOf } from "../call/flagged";
import { follow } from "../follow";
import type {
  EvidenceOut,
  FlagOut,
  FrustrationOut,
  LiveCall,
  LiveChange,
  LiveFacts,
  LiveStatus,
  PartialOut,
  StepOut,
  StretchOut,
  UtteranceOut,
  WeighedOut,
} from "../wire";

/** One running call as the page knows it; each part redraws what shows it and nothing else. */
export class LiveModel {
  readonly id = signal("");
  readonly facts: Signal<LiveFacts | null> = signal(null);
  readonly status: Signal<LiveStatus | null> = signal(null);
  /** When (ms) the status came: from there the clock ticks on. */
  readonly at = signal(0);
  readonly utterances: Signal<readonly UtteranceOut[]> = signal([]);
  readonly evidence: Signal<readonly EvidenceOut[]> = signal([]);
  readonly points: Signal<readonly FrustrationOut[]> = signal([]);
  readonly stretches: Signal<readonly StretchOut[]> = signal([]);
  readonly partials: Signal<readonly PartialOut[]> = signal([]);
  readonly provisional: Signal<FrustrationOut | null> = signal(null);
  /** Why the call is over; empty where that is not known; null while it runs. */
  readonly ended: Signal<string | null> = signal(null);
  /** What the agent could say now. */
  readonly step: Signal<StepOut | null> = signal(null);
  private readonly transitions: Signal<readonly FlagOut[]> = signal([]);

  readonly flags: ReadonlySignal<readonly Flag[]> = computed(() => flagsOf(this.transitions.value));
  readonly byId = computed(() => new Map(this.utterances.value.map((each) => [each.id, each])));
  /** The newest measured point. */
  readonly latest = computed(() => this.points.value.at(-1) ?? null);
  /** The newest score, measured or provisional. */
  readonly score = computed(() => this.provisional.value ?? this.latest.value);

  takeSnapshot(call: LiveCall): void {
    batch(() => {
      this.step.value = call.step;
      this.id.value = call.id;
      this.facts.value = call.call;
      this.setStatus(call.status);
      this.utterances.value = call.weighed.map((each) => each.utterance).sort(byStart);
      this.evidence.value = call.weighed.flatMap((each) => each.evidence);
      this.points.value = call.weighed.flatMap((each) => each.frustration ?? []).sort(byTime);
      this.transitions.value = call.flags;
      this.stretches.value = call.stretches;
      this.partials.value = call.partials;
      this.provisional.value = call.provisional;
      this.ended.value = null;
    });
  }

  takeChange(change: LiveChange): void {
    batch(() => {
      if (change.suggested) this.step.value = change.suggested.step;
      if (change.call) this.facts.value = change.call;
      if (change.status) this.setStatus(change.status);
      if (change.weighed.length) this.weigh(change.weighed);
      if (change.flags.length)
        this.transitions.value = [...this.transitions.value, ...change.flags];
      if (change.stretches.length) this.stretches.value = merged(this.stretches.value, change);
      if (change.partials.length) this.hear(change.partials);
      if (change.provisional) this.provisional.value = change.provisional;
      if (change.ended !== null) this.end(change.ended);
    });
  }

  end(reason: string): void {
    batch(() => {
      this.ended.value = reason;
      this.partials.value = [];
      this.step.value = null;
      this.provisional.value = null;
      if (this.status.value) this.setStatus({ ...this.status.value, feed: "ended" });
    });
  }

  private setStatus(status: LiveStatus): void {
    this.status.value = status;
    this.at.value = Date.now();
  }

  /** An utterance told again is a correction: its words and score are new, its flags stand. */
  private weigh(weighed: readonly WeighedOut[]): void {
    const known = this.byId.value;
    const said = weighed.map((each) => each.utterance);
    const ids = new Set(said.map((each) => each.id));
    const points = weighed.flatMap((each) => each.frustration ?? []);
    const news = weighed.filter((each) => !known.has(each.utterance.id));
    const flags = news.flatMap((each) => each.flags);
    const others = <T extends { utterance_id: string }>(all: readonly T[]) =>
      all.filter((each) => !ids.has(each.utterance_id));
    const kept = this.utterances.value.filter((each) => !ids.has(each.id));
    this.utterances.value = [...kept, ...said].sort(byStart);
    this.evidence.value = [
      ...others(this.evidence.value),
      ...weighed.flatMap((each) => each.evidence),
    ];
    if (points.length) {
      this.points.value = [...others(this.points.value), ...points].sort(byTime);
      this.provisional.value = null;
    }
    if (flags.length) this.transitions.value = [...this.transitions.value, ...flags];
    if (this.partials.value.some((each) => ids.has(each.utterance_id))) {
      this.partials.value = this.partials.value.filter((each) => !ids.has(each.utterance_id));
    }
  }

  /** A partial of words that are final by now came too late. */
  private hear(partials: readonly PartialOut[]): void {
    const news = new Set(partials.map((each) => each.utterance_id));
    const kept = this.partials.value.filter((each) => !news.has(each.utterance_id));
    const fresh = partials.filter(
      (each) => (each.stable || each.unsure) && !this.byId.value.has(each.utterance_id),
    );
    this.partials.value = [...kept, ...fresh].sort(byStart);
  }
}

const byStart = (a: { start_s: number }, b: { start_s: number }) => a.start_s - b.start_s;
const byTime = (a: FrustrationOut, b: FrustrationOut) => a.at_s - b.at_s;

const keyOf = (stretch: StretchOut) => `${stretch.kind}|${stretch.role}|${stretch.start_s}`;

function merged(known: readonly StretchOut[], change: LiveChange): StretchOut[] {
  const all = new Map(known.map((stretch) => [keyOf(stretch), stretch]));
  for (const stretch of change.stretches) {
    if (stretch.end_s > stretch.start_s) all.set(keyOf(stretch), stretch);
    else all.delete(keyOf(stretch)); // taken back
  }
  return [...all.values()].sort(byStart);
}

/** Follow a call until the returned function is called. */
export function watchCall(id: string, model: LiveModel): () => void {
  return follow<LiveCall, LiveChange>("live", id, {
    snapshot: (call) => model.takeSnapshot(call),
    change: (change) => model.takeChange(change),
    gone: () => {
      if (model.ended.peek() === null) model.end("");
    },
  });
}
