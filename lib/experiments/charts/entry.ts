import { testShares } from "../checks/chi-squared-test.ts";
import { alarm } from "../checks/sample-ratio-mismatch.ts";
import type { ExperimentDetailDto } from "../schema.ts";
import { type ArmsByDay, hasArmsByDay } from "./arms-by-day.ts";

/**
 * Who came so far of a test that runs, with the check of its shares: a broken split is seen before any result is. null before the
 * second day, and where people were all assigned at once.
 */
export function entryOf({ design, days }: Pick<ExperimentDetailDto, "design" | "days">): ArmsByDay | null {
  if (design === null) return null;
  const arms = design.arms.map(({ arm, share }) => ({
    ...{ arm, plannedShare: share },
    n: days.reduce((sum, { users }) => sum + countOf(users, arm), 0),
  }));
  const { pValue } = testShares(
    arms.map(({ n }) => n),
    arms.map(({ plannedShare }) => plannedShare),
  );
  const report = {
    ...{ arms, control: arms[0]?.arm ?? "" },
    checks: [{ id: "sample-ratio-mismatch", passed: pValue >= alarm }],
    daily: days.map(({ day, users }) => ({ day, assigned: users })),
  };
  return hasArmsByDay(report) ? { report, currency: null } : null;
}

function countOf(users: Readonly<Record<string, number>>, arm: string): number {
  return Object.hasOwn(users, arm) ? (users[arm] ?? 0) : 0;
}
