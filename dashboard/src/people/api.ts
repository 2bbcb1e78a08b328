import { ask, send } from "../api";
import type {
  Me,
  NewToken,
  RecoveryCodes,
  SecondFactorOffer,
  Sessions,
  SetUp,
  SignIn,
  Tokens,
  WhoseReset,
} from "../wire";

/** What the people's pages ask of the server. */

const id = encodeURIComponent;

/** The code is asked for only where there is a second factor. */
export type Credentials = Omit<SignIn, "code"> & Partial<SignIn>;

export const people = {
  signIn: (given: Credentials) => send<Me>("api/sign-in", given),
  signInByLink: (token: string) => send<Me>("api/sign-in/link", { token }),
  signOut: () => send<void>("api/sign-out"),
  setUp: (given: SetUp) => send<Me>("api/setup", given),
  lookReset: (token: string) => send<WhoseReset>("api/reset/look", { token }),
  reset: (token: string, password: string) => send<void>("api/reset", { token, password }),
  changePassword: (old: string, fresh: string) =>
    send<void>("api/me/password", { old, new: fresh }),
  beginFactor: (password: string | null) =>
    send<SecondFactorOffer>("api/me/second-factor", password === null ? {} : { password }),
  confirmFactor: (code: string) => send<RecoveryCodes>("api/me/second-factor", { code }, "PUT"),
  dropFactor: (password: string) => send<void>("api/me/second-factor/drop", { password }),
  sessions: () => ask<Sessions>("api/sessions"),
  endSession: (session: string) => send<void>(`api/sessions/${id(session)}`, {}, "DELETE"),
  endOthers: () => send<{ ended: number }>("api/sessions/end"),
  tokens: () => ask<Tokens>("api/tokens"),
  addToken: (name: string, scopes: readonly string[], days: number | null) =>
    send<NewToken>("api/tokens", { name, scopes, days }),
  endToken: (token: string) => send<void>(`api/tokens/${id(token)}`, {}, "DELETE"),
};
