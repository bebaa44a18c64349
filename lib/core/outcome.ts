import type { Localised } from "./localised.ts";

/** A number that was computed, or the reason why it cannot be. Never a sentinel in place of a number. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | Inconclusive;

export interface Inconclusive {
  readonly ok: false;
  readonly reason: Localised;
}

export function computed<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function inconclusive(reason: Localised): Inconclusive {
  return { ok: false, reason };
}
