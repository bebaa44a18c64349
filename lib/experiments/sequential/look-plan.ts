import { computed, inconclusive, type Outcome } from "../../core/outcome.ts";
import type { AlphaSpending, ExperimentConfig } from "../config-schema.ts";
import { reasons } from "../statistics/reasons.ts";

/** Where a group sequential test stands: its looks so far, the last one being this one. */
export interface LookPlan {
  /** Users at each look, ascending: information, in any unit. */
  readonly times: readonly number[];
  /** Share of the planned users at each look, by which alpha is spent; 1 at the end. */
  readonly clock: readonly number[];
  readonly spending: AlphaSpending;
  readonly isLast: boolean;
}

/** So much more information that what was known before says nothing of it. */
const unrelated = 1e8;

type Config = Pick<ExperimentConfig, "looks" | "look" | "plannedUsers" | "lookUsers" | "spending">;

/**
 * Places a look at `users` users in all. Alpha is spent by the share of the planned users, so a look more or fewer, or at another
 * time than planned, costs nothing. All of it is spent by the end: at the planned number of users or looks, whichever comes first.
 * Without planned users looks count as equally far apart; without the users of earlier looks these were.
 * Where nobody has come since the look before, their outcomes have grown all the same, nobody knows by how much: such a look is laid
 * out as if it had nothing to do with those before it, which errs no more than it says (Šidák 1967, doi:10.1080/01621459.1967.10482935).
 * Inconclusive where an earlier look had spent everything, or had more users.
 */
export function planLook(config: Config, users: number): Outcome<LookPlan> {
  const { looks, plannedUsers, lookUsers, spending } = config;
  const number = config.look ?? (lookUsers ? lookUsers.length + 1 : numberOf(config, users));
  const earlier = lookUsers ?? Array.from({ length: number - 1 }, (_, at) => (users * (at + 1)) / number);
  const before = earlier.at(-1) ?? 0;
  if (before > users) return inconclusive(reasons.fewerUsers);
  const isLast = users >= (plannedUsers ?? Number.POSITIVE_INFINITY) || number >= looks;
  const clock = [...earlier, users].map((n, at) => Math.min(1, plannedUsers ? n / plannedUsers : (at + 1) / looks));
  if (earlier.length > 0 && (clock.at(-2) ?? 0) >= 1) return inconclusive(reasons.alphaSpent);
  if (isLast) clock[earlier.length] = 1;
  const time = before === users ? users * unrelated : users;
  return computed({ times: [...earlier, time], clock, spending, isLast });
}

/** Which planned look a reading is: the last one where the test has ended, however few there were, since no users are to come. */
export function lookNumber(
  { looks }: Pick<ExperimentConfig, "looks">,
  { taken, isEnded }: { readonly taken: number; readonly isEnded: boolean },
): number {
  return isEnded ? looks : Math.min(taken, looks);
}

/** The planned look that so many users come nearest to; the last one where nobody planned their number. */
function numberOf({ looks, plannedUsers }: Config, users: number): number {
  if (plannedUsers === undefined) return looks;
  return Math.min(looks, Math.max(1, Math.round((looks * users) / plannedUsers)));
}
