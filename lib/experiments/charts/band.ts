import type { CustomSeriesOption } from "echarts";
import type { Drawn } from "./axis.ts";

/** The area between low and high over categories 0, 1, …; it is interrupted where either end is missing. */
export function band(id: string, ends: readonly Drawn[], colour: string): CustomSeriesOption {
  return {
    type: "custom",
    id,
    silent: true,
    clip: true,
    data: [[0, 0]],
    renderItem: (_, api) => ({
      type: "group",
      children: stretches(ends).map((stretch) => ({
        type: "polygon" as const,
        shape: {
          points: [
            ...stretch.map((s) => api.coord([s.at, s.high])),
            ...stretch.toReversed().map((s) => api.coord([s.at, s.low])),
          ],
        },
        style: { fill: colour, opacity: 0.16 },
      })),
    }),
  };
}

interface Slice {
  readonly at: number;
  readonly low: number;
  readonly high: number;
}

/** Runs of neighbours that have both ends. */
function stretches(ends: readonly Drawn[]): Slice[][] {
  const found: Slice[][] = [];
  let open: Slice[] = [];
  ends.forEach(({ low, high }, at) => {
    if (low !== null && high !== null) {
      if (open.length === 0) found.push(open);
      open.push({ at, low, high });
    } else open = [];
  });
  return found;
}
