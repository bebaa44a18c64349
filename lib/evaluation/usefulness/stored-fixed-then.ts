import { readFileSync } from "node:fs";
import { join } from "node:path";
import { boundsOf, matchUsers } from "../../clustering/fixed/match-users.ts";
import { readUsers } from "../../clustering/fixed/stored-fixed.ts";
import type { FixedSegment } from "../../clustering/rules-schema.ts";
import { CladeError } from "../../core/errors.ts";
import type { StageContext } from "../../core/stage.ts";
import type { FeaturesSummary } from "../../features/schema.ts";

/**
 * Who would have been in the run's fixed segments by what was known then: of each user of these features the segment's place among those
 * that anybody was in, or −1; null where nobody was in any. A rule that speaks of what was not there yet (a category that was still rare)
 * finds nobody, and so does a list, which is of today: who is on it may be there for what came after. "everybody": the rules held
 * everybody then, as one about new customers does early on.
 */
export async function readFixedThen(
  fixed: readonly FixedSegment[],
  context: StageContext,
): Promise<Int32Array | "everybody" | null> {
  const path = join(context.input("features"), "features.json");
  const { features }: FeaturesSummary = JSON.parse(readFileSync(path, "utf8"));
  const known = fixed.flatMap((one) => {
    if (!one.where) return [];
    try {
      return [{ one, bounds: boundsOf([one], features)[0] ?? [] }];
    } catch (error) {
      if (error instanceof CladeError && error.code === "BAD_CONFIG") return [];
      throw error;
    }
  });
  if (known.length === 0) return null;
  const names = new Set(known.flatMap(({ bounds }) => bounds.map(({ feature }) => feature)));
  const people = await readUsers(context, [...names]);
  try {
    const { fixedOf, found } = matchUsers(
      known.map(({ one }) => one),
      known.map(({ bounds }) => bounds),
      people,
    );
    return found.length > 0 ? fixedOf : null;
  } catch (error) {
    if (error instanceof CladeError && error.code === "BAD_CONFIG") return "everybody";
    throw error;
  }
}
