import type { ColumnProfile } from "./profile.ts";

/**
 * Does a column hold texts? `name`: how well its name fits one, 0…1. Chinese says in one character what takes a word in
 * English.
 */
export function isLongText(profile: ColumnProfile, name: number): boolean {
  const chinese = profile.common.slice(0, 5).some(([cell]) => /\p{Script=Han}/u.test(cell.slice(0, 100)));
  const least = (name >= 1 ? 8 : name > 0 ? 12 : 25) / (chinese ? 2 : 1);
  return profile.distinct > profile.filled * 0.3 && profile.meanLength > least && (name > 0 || isProse(profile));
}

/** Words with blanks between, or Chinese: no codes. */
export function isProse(profile: ColumnProfile): boolean {
  const some = profile.common.slice(0, 20).filter(([cell]) => /\s|\p{Script=Han}/u.test(cell.slice(0, 100)));
  return profile.meanLength > 12 && some.length * 2 > Math.min(20, profile.common.length);
}
