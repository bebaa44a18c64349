import type { Segment } from "../schema.ts";
import { type Html, html } from "./html.ts";

/** Two small bars of one segment on a scale whose full width is `full`: its people above, its revenue below. */
export function shareBars(segment: Segment, full: number): Html {
  const width = (share: number) => `${Math.max((100 * share) / (full || 1), 0.8).toFixed(1)}%`;
  const colour = `f${segment.id % 12}`;
  return html`<svg class="bars" width="120" height="16" aria-hidden="true"><rect class="${colour} pale" y="0" width="${width(segment.share)}" height="6" rx="3"/>${
    segment.revenueShare === null
      ? null
      : html`<rect class="${colour}" y="9" width="${width(segment.revenueShare)}" height="6" rx="3"/>`
  }</svg>`;
}
