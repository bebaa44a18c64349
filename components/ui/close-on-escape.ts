import type { KeyboardEvent } from "react";

/**
 * Of what lies on top of a page: a notice that has come up meanwhile is the topmost layer, takes the key and would leave this open. Where
 * this is the topmost itself, the key was taken already.
 */
export function closeOnEscape(close: () => void) {
  return (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.isDefaultPrevented()) close();
  };
}
