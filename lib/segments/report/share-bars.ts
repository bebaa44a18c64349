import type { Segment } from "../schema.ts";
import { type Html, html } from "./html.ts";

/** Two small bars of one segment on a scale whose full width is `full`: its people above, its revenue below. */
export function shareBars(
  { id, share, revenueShare }: Pick<Segment, "id" | "share" | "revenueShare">,
  full: number,
): Html {
  const width = (part: number) => `${Math.max((100 * part) / (full || 1), 0.8).toFixed(1)}%`;
  const bar = (part: number, y: number, look: string) =>
    html`<rect class="${id < 0 ? "aside" : `f${id % 12}`}${look}" y="${y}" width="${width(part)}" height="6" rx="3"/>`;
  const bars = revenueShare === null ? bar(share, 5, "") : [bar(share, 0, " pale"), bar(revenueShare, 9, "")];
  return html`<svg class="bars" width="120" height="16" aria-hidden="true">${bars}</svg>`;
}
