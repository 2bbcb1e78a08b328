import { effect } from "@preact/signals";
import type { Socket } from "socket.io-client";
import { line } from "./live";

/**
 * Follows the board, the flags, one's desk or one running call: a snapshot with a number, then
 * changes numbered one more each. A hole in the numbers, or a new connection, asks for a new
 * snapshot. Every message is acknowledged; the server sends the next only then, and folds what
 * happens meanwhile.
 */

interface Named {
  id?: string;
}

interface Numbered extends Named {
  number: number;
}

interface Told<Snapshot, Change> {
  snapshot(body: Snapshot): void;
  change(body: Change): void;
  gone?(): void;
}

export type Topic = "board" | "live" | "flags" | "desk";

type Source = Pick<Socket, "on" | "off" | "emit">;

/** Follow over one connection; the returned function ends it. */
export function attach<S extends Numbered, C extends Numbered>(
  socket: Source,
  topic: Topic,
  id: string | null,
  told: Told<S, C>,
): () => void {
  let last: number | null = null; // null: a snapshot is on its way
  const wish = id === null ? {} : { id };
  const watch = () => {
    last = null;
    socket.emit(`${topic}.watch`, wish);
  };
  const mine = (body: Named) => id === null || body.id === id;
  const onSnapshot = (body: S, answer?: () => void) => {
    if (!mine(body)) return;
    answer?.();
    last = body.number;
    told.snapshot(body);
  };
  const onChange = (body: C, answer?: () => void) => {
    if (!mine(body)) return;
    answer?.();
    if (last === null) return;
    if (body.number !== last + 1) return watch();
    last = body.number;
    told.change(body);
  };
  const onGone = (body: Named) => {
    if (mine(body)) told.gone?.();
  };
  socket.on(`${topic}.snapshot`, onSnapshot);
  socket.on(`${topic}.change`, onChange);
  socket.on(`${topic}.gone`, onGone);
  watch();
  return () => {
    socket.off(`${topic}.snapshot`, onSnapshot);
    socket.off(`${topic}.change`, onChange);
    socket.off(`${topic}.gone`, onGone);
    socket.emit(`${topic}.leave`, wish);
  };
}

/** Follow over whatever connection there is, now and after each break. */
export function follow<S extends Numbered, C extends Numbered>(
  topic: Topic,
  id: string | null,
  told: Told<S, C>,
): () => void {
  return effect(() => {
    const socket = line.value;
    return socket ? attach(socket, topic, id, told) : undefined;
  });
}
