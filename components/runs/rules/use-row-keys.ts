"use client";

import { useState } from "react";
import { fitKeys } from "./rules-draft.ts";

/** Keys of rows that come at the end and go from anywhere, so that what is half typed in one stays with it. */
export function useRowKeys(count: number): { readonly keys: readonly number[]; readonly remove: (at: number) => void } {
  const [known, setKnown] = useState<readonly number[]>([]);
  const keys = fitKeys(known, count);
  if (keys !== known) setKnown(keys);
  return { keys, remove: (at) => setKnown(keys.toSpliced(at, 1)) };
}
