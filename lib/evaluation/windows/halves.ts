import type { Period } from "../../ingest/schema.ts";

/** ISO days, both ends included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

const dayMs = 86_400_000;
/** Two weeks hold a weekend each. */
const leastDays = 28;

/** The period in two halves of whole days, the first the shorter one where they are odd; null where it is too short to tell anything. */
export function halve({ from, to }: Period): readonly [Days, Days] | null {
  const [first, last] = [from, to].map((time) => Math.floor(Date.parse(`${time.slice(0, 10)}T00:00:00Z`) / dayMs));
  if (first === undefined || last === undefined || !(last - first + 1 >= leastDays)) return null;
  const middle = first + Math.floor((last - first + 1) / 2);
  const day = (number: number) => new Date(number * dayMs).toISOString().slice(0, 10);
  return [
    { from: day(first), to: day(middle - 1) },
    { from: day(middle), to: day(last) },
  ];
}
