import { ask, send } from "../api";
import type { KeyBody, KeysOut, NewKey } from "../wire";
import { listed, type Said } from "./model";

/** What the administration asks of the server about ingest keys. */

export const keyApi = {
  all: () => ask<KeysOut>("api/keys"),
  add: (body: KeyBody) => send<NewKey>("api/keys", body),
  revoke: (id: string) => send<void>(`api/keys/${encodeURIComponent(id)}`, {}, "DELETE"),
};

export const VENDORS = [
  "twilio",
  "telnyx",
  "plivo",
  "exotel",
  "vonage",
  "jambonz",
  "chan_websocket",
  "lca",
  "audiohook",
  "pcm",
] as const;

/** A form's words as a new key; what is empty is not asked for. */
export function keyOf(said: Said): KeyBody {
  const text = (name: string) => said[name]?.trim() || null;
  return {
    name: text("name") ?? "",
    vendor: VENDORS.find((vendor) => vendor === said.vendor) ?? null,
    customer_track: text("customer_track") ?? "inbound",
    team: text("team"),
    networks: listed(said.networks),
    organization: text("organization"),
    secret: text("secret"),
  };
}
