/** Users who came within the last so many days, ascending in days. */
export interface Reach {
  readonly days: number;
  readonly users: number;
}

/** Users who come within so many days: linear between what was seen, and on at the last pace beyond it. */
export function usersAfter(reach: readonly Reach[], days: number): number {
  let before: Reach = { days: 0, users: 0 };
  let pace = 0;
  for (const next of reach) {
    pace = (next.users - before.users) / (next.days - before.days);
    if (days <= next.days) return before.users + pace * (days - before.days);
    before = next;
  }
  return before.users + pace * (days - before.days);
}

/** Whole days until so many users have come; null where that would take more than two years. */
export function daysFor(reach: readonly Reach[], users: number): number | null {
  for (let days = 1; days <= 730; days++) if (usersAfter(reach, days) >= users) return days;
  return null;
}
