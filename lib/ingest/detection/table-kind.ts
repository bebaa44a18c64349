import type { TableKind } from "../schema.ts";
import { canBeKey, isBareNumber, isTimed } from "./column-nature.ts";
import { type ColumnProfile, shareOf } from "./profile.ts";
import { nameFit, wordsOf } from "./role-names.ts";

/**
 * Transactions have a time, something bought or paid, and users that come again (or, where each comes once in the
 * sample, an order, a quantity or a price). Anything else has one row per user.
 */
export function guessKind(profiles: readonly ColumnProfile[], hasHeader: boolean): TableKind {
  const fits = profiles.map((profile) => ({ profile, words: wordsOf(profile.name) }));
  const has = (role: "order" | "quantity" | "price" | "amount" | "order-total") =>
    fits.some(({ profile, words }) => nameFit(role, words) >= 0.6 && (role === "order" || isNumeric(profile)));
  const timed = fits.some(
    ({ profile, words }) => isTimed(profile) && (nameFit("time", words) > 0.3 || !isBareNumber(profile) || !hasHeader),
  );
  const comesAgain = ({ profile }: { profile: ColumnProfile }) => profile.distinct < profile.filled * 0.9;
  const users = fits.filter(({ profile, words }) => canBeKey(profile) && nameFit("user", words) > 0.2);
  const sure = users.filter(({ words }) => nameFit("user", words) >= 0.5);
  const paid = has("amount") || has("order-total");
  const bought = has("order") || has("quantity") || has("price");
  if (timed && bought) return "transactions";
  if (sure.some(comesAgain)) return "transactions";
  if (timed && paid && (sure.length === 0 || users.some(comesAgain))) return "transactions";
  if (!hasHeader && timed && profiles.some((p) => canBeKey(p) && !isTimed(p) && p.distinct < p.filled * 0.9))
    return "transactions";
  return "users";
}

function isNumeric(profile: ColumnProfile): boolean {
  return shareOf(profile.numbers, profile) >= 0.9 && (!isTimed(profile) || isBareNumber(profile));
}
