/** What an axis spans, with a round step between its ticks. */
export interface Span {
  readonly min: number;
  readonly max: number;
  readonly interval: number;
}

/** An interval as it is drawn; null ends are unbounded or unknown. */
export interface Drawn {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * The span that shows all points and zero. Ends that lie more than four typical half-widths beyond the points are cut, so
 * that one user group of three does not squeeze the others to dots; what is cut is drawn with an arrow.
 * ticks: how many there is room for.
 */
export function spanOf(rows: readonly Drawn[], ticks: number): Span {
  const points = rows.flatMap(({ value }) => (value === null ? [] : [value]));
  const halves = rows
    .flatMap(({ low, high }) => (low === null || high === null ? [] : [(high - low) / 2]))
    .toSorted((a, b) => a - b);
  const typical = halves[Math.floor((halves.length - 1) / 2)] ?? 0;
  const ends = rows.flatMap(({ low, high }) => [low, high].filter((end) => end !== null));
  const reach = typical > 0 ? 4 * typical : Number.POSITIVE_INFINITY;
  const lowest = Math.max(Math.min(0, ...points, ...ends), Math.min(0, ...points) - reach);
  const highest = Math.min(Math.max(0, ...points, ...ends), Math.max(0, ...points) + reach);
  return roundSpan(lowest, highest, ticks);
}

/** Below this a step has no digits left. */
const smallestWidth = 1e-290;

/** low ≤ high; equal ones get one unit of room. */
export function roundSpan(low: number, high: number, ticks: number): Span {
  const top = high - low > smallestWidth ? high : low + 1;
  const interval = roundStep((top - low) / Math.max(ticks, 1));
  const min = Math.floor(low / interval + 1e-9) * interval;
  const max = Math.ceil(top / interval - 1e-9) * interval;
  return { min, max, interval };
}

/** The next of 1, 2, 2.5, 5 and 10 times a power of ten. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const digit = [1, 2, 2.5, 5].find((candidate) => candidate * power >= step * (1 - 1e-9)) ?? 10;
  return digit * power;
}
