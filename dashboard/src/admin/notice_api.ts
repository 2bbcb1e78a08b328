import { ask, send } from "../api";
import type {
  Deliveries,
  DeliveryOut,
  NewTarget,
  Resent,
  TargetChange,
  TargetMade,
  TargetOut,
  Targets,
  Tested,
} from "../wire";

/** What the administration asks of the server about notices. */

const id = encodeURIComponent;
const TARGETS = "api/notices/targets";
const DELIVERIES = "api/notices/deliveries";
const target = (which: string, then = "") => `${TARGETS}/${id(which)}${then}`;

export const PAGE = 50;

export const noticeApi = {
  targets: () => ask<Targets>(TARGETS),
  add: (body: NewTarget) => send<TargetMade>(TARGETS, body),
  change: (which: string, body: Omit<TargetChange, "address"> & { address?: string }) =>
    send<TargetOut>(target(which), body, "PUT"),
  secret: (which: string) => send<TargetMade>(target(which, "/secret")),
  test: (which: string) => send<Tested>(target(which, "/test")),
  remove: (which: string) => send<void>(target(which), {}, "DELETE"),
  deliveries: (state: string, limit: number) =>
    ask<Deliveries>(`${DELIVERIES}?limit=${limit}${state ? `&state=${id(state)}` : ""}`),
  resend: (which: string) => send<DeliveryOut>(`${DELIVERIES}/${id(which)}/resend`),
  resendAll: (which: string) => send<Resent>(`${DELIVERIES}/resend`, { target: which }),
  drop: (which: string) => send<void>(`${DELIVERIES}/${id(which)}`, {}, "DELETE"),
};
