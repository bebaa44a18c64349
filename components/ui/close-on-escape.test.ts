import type { KeyboardEvent } from "react";
import { expect, test, vi } from "vitest";
import { closeOnEscape } from "./close-on-escape.ts";

test.each([
  ["Escape", false, 1],
  ["Escape", true, 0],
  ["Enter", false, 0],
])("%s, taken already: %s, closes it %i times", (key, taken, times) => {
  const close = vi.fn();
  closeOnEscape(close)({ key, isDefaultPrevented: () => taken } as KeyboardEvent);
  expect(close).toHaveBeenCalledTimes(times);
});
