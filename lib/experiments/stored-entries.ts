import { db } from "../platform/db.ts";
import type { ExperimentDetailDto } from "./schema.ts";

type Days = ExperimentDetailDto["days"];

/** Counting a million entries takes a second, and pages that are open ask every second: a count is kept for this many times as long. */
const keptTimes = 20;
/** Of fewer none is kept, however long it took: a busy machine shows a small test's last entries all the same. */
const many = 50_000;
const mostKept = 200;

const kept = new Map<string, { readonly until: number; readonly days: Promise<Days> }>();

/** Who was seen in which variant first, by day: what a chart of a running test shows. As it was a moment ago, where there are many. */
export function seenByDay(experimentId: string, now = performance.now()): Promise<Days> {
  const known = kept.get(experimentId);
  if (known && known.until > now) return known.days;
  const days = countByDay(experimentId);
  // Until it is known how long it takes, whoever asks meanwhile waits for the same answer.
  kept.set(experimentId, { until: Number.POSITIVE_INFINITY, days });
  const [longestAgo] = kept.keys();
  if (kept.size > mostKept && longestAgo !== undefined) kept.delete(longestAgo);
  days.then(
    (counted) => {
      const users = counted.flatMap((day) => Object.values(day.users)).reduce((sum, n) => sum + n, 0);
      const until = now + (performance.now() - now) * (1 + keptTimes);
      if (users < many) kept.delete(experimentId);
      else kept.set(experimentId, { until, days });
    },
    () => kept.delete(experimentId),
  );
  return days;
}

async function countByDay(experimentId: string): Promise<Days> {
  const rows = await db().$queryRaw<{ day: string; arm: string; users: number }[]>`
    SELECT to_char("seenAt", 'YYYY-MM-DD') AS day, arm, count(*)::int AS users
    FROM exposure WHERE "experimentId" = ${experimentId} GROUP BY 1, 2 ORDER BY 1, 2`;
  return [...Map.groupBy(rows, ({ day }) => day)].map(([day, own]) => ({
    day,
    users: Object.fromEntries(own.map(({ arm, users }) => [arm, users])),
  }));
}
