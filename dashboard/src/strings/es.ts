import type { Catalogue } from ".";
export const es = {} as Catalogue;
