import type { Catalogue } from ".";
export const de = {} as Catalogue;
