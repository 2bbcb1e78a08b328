import { effect, type Signal } from "@preact/signals";
import { line } from "../live";
import type { DeskMessageOut } from "../wire";
import { deskApi } from "./api";
import { withMessage } from "./desk";

/** Keep what one sent about a call, with when it was read, until the returned function is called. */
export function watchSent(callId: string, sent: Signal<readonly DeskMessageOut[]>): () => void {
  return effect(() => {
    const socket = line.value;
    if (!socket) return undefined;
    const take = (told: DeskMessageOut) => {
      if (told.call_id === callId) sent.value = withMessage(sent.peek(), told);
    };
    socket.on("desk.receipt", take);
    socket.emit("desk.receipts");
    deskApi.sent(callId).then(
      ({ items }) => {
        sent.value = items.reduceRight(withMessage, sent.peek());
      },
      () => undefined, // what was sent shows again with the next receipt
    );
    return () => {
      socket.off("desk.receipt", take);
    };
  });
}
