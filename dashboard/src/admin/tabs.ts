import type { View } from "../wire";

/** The administration's views, in the order of its menu. */

export const ADMIN = "admin/";

type TabOf<V> = V extends `admin/${infer T}` ? T : never;
export type Tab = TabOf<View>;

const ALL: Record<Tab, true> = {
  people: true,
  audit: true,
  notices: true,
  tokens: true,
  keys: true,
  playbook: true,
  health: true,
};
export const TABS = Object.keys(ALL) as Tab[];
