import { chiSquaredSurvival } from "../distributions/chi-squared.ts";

/** Expected users of a cell from which on χ² may be trusted. */
const fewest = 5;

/**
 * Does a segment hold the variants in the same shares as everybody? One that was cut after assignment, from what the treatment
 * did, mostly does not. Pearson's test of independence of the table segments × arms, segments in which a cell is expected to hold
 * fewer than five taken together. users: by segment and arm. null where one segment or arm is left.
 */
export function testFrozen(users: readonly (readonly number[])[]): number | null {
  const arms = users[0]?.length ?? 0;
  const byArm = Array.from({ length: arms }, (_, arm) => sum(users.map((row) => row[arm] ?? 0)));
  const whole = sum(byArm);
  const smallest = Math.min(...byArm) / whole;
  const isLarge = (row: readonly number[]) => sum(row) * smallest >= fewest;
  const small = users.filter((row) => !isLarge(row));
  const rest = byArm.map((_, arm) => sum(small.map((row) => row[arm] ?? 0)));
  const rows = [...users.filter(isLarge), ...(isLarge(rest) ? [rest] : [])];
  const degreesOfFreedom = (rows.length - 1) * (arms - 1);
  if (!(degreesOfFreedom >= 1)) return null;
  const kept = sum(rows.map(sum));
  const columns = byArm.map((_, arm) => sum(rows.map((row) => row[arm] ?? 0)));
  const statistic = sum(
    rows.flatMap((row) =>
      columns.map((column, arm) => {
        const expected = (sum(row) * column) / kept;
        return expected === 0 ? 0 : ((row[arm] ?? 0) - expected) ** 2 / expected;
      }),
    ),
  );
  return chiSquaredSurvival(statistic, degreesOfFreedom);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
