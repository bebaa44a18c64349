import { type ColumnProfile, shareOf } from "./profile.ts";

/** Ids come whole; masked values are shared by different people, long texts are no keys. */
export function canBeKey(profile: ColumnProfile): boolean {
  return (
    profile.distinct > 1 &&
    !isMasked(profile) &&
    profile.meanLength <= 80 &&
    profile.integers >= profile.numbers * 0.98 &&
    (!isTimed(profile) || isBareNumber(profile))
  );
}

export function isMasked(profile: ColumnProfile): boolean {
  return shareOf(profile.masked, profile) >= 0.2;
}

export function isTimed(profile: ColumnProfile): boolean {
  return shareOf(profile.times, profile) >= 0.8;
}

/** Digits only, so that numbers and dates look alike. */
export function isBareNumber(profile: ColumnProfile): boolean {
  return profile.numbers >= profile.times && profile.times > 0;
}
