import type { TableKind } from "../schema.ts";
import { canBeKey, isBareNumber, isTimed } from "./column-nature.ts";
import { eventFit } from "./event-words.ts";
import { isLongText } from "./long-text.ts";
import { personalKind } from "./personal-kind.ts";
import { type ColumnProfile, shareOf } from "./profile.ts";
import { nameFit, namesCode, wordsOf } from "./role-names.ts";

/**
 * Events say in one column what users did, and nothing of money but prices. Texts have a column of prose, nothing of
 * money, and users that come again or none. Transactions have a time, something bought or paid, and users that come
 * again (or, where each comes once in the sample, an order, a quantity or a price). Items have a code of their own and
 * no users. Anything else has one row per user.
 */
export function guessKind(profiles: readonly ColumnProfile[], hasHeader: boolean): TableKind {
  const fits: Fit[] = profiles.map((profile) => ({ profile, words: wordsOf(profile.name) }));
  const has = (role: "order" | "quantity" | "price" | "amount" | "order-total") =>
    fits.some(({ profile, words }) => nameFit(role, words) >= 0.6 && (role === "order" || isNumeric(profile)));
  const timed = fits.some(
    ({ profile, words }) => isTimed(profile) && (nameFit("time", words) > 0.3 || !isBareNumber(profile) || !hasHeader),
  );
  const users = fits.filter(({ profile, words }) => canBeKey(profile) && nameFit("user", words) > 0.2);
  const sure = users.filter(({ words }) => nameFit("user", words) >= 0.5);
  const paid = has("amount") || has("order-total");
  const money = paid || has("quantity");
  const bought = has("order") || has("quantity") || has("price");
  const isAgain = ({ profile }: Fit) => canBeKey(profile) && !isTimed(profile) && comesAgain({ profile });
  const hasEvents = fits.some(({ profile, words }) => eventFit(profile, words) > 0);
  if (hasEvents && timed && !money && (hasHeader ? users.some(comesAgain) : fits.some(isAgain))) return "events";
  const isItems = ({ profile, words }: Fit) => nameFit("item", words) >= 0.9 && isUnique(profile);
  if (users.length === 0 && !timed && fits.length > 1 && fits.some(isItems) && !money) return "items";
  const namesSomebody = ({ profile }: Fit) => users.length > 0 && personalKind(profile.name) === "name";
  const wrote = fits.filter((fit) => isWritten(fit.profile, nameFit("text", fit.words)) && !namesSomebody(fit));
  if (wrote.length > 0 && !money && !has("price")) {
    const others = fits.filter(({ profile, words }) => isNumeric(profile) && !namesCode(words));
    if (users.length === 0 ? others.length <= 3 : (sure.length > 0 ? sure : users).some(comesAgain)) return "texts";
  }
  if (timed && bought) return "transactions";
  // A bare "id" that comes again may be anything's; without time or money only a customer's makes purchases of the rows.
  if (sure.some((fit) => comesAgain(fit) && (paid || bought || nameFit("user", fit.words) > 0.5)))
    return "transactions";
  if (timed && paid && (sure.length === 0 || users.some(comesAgain))) return "transactions";
  if (!hasHeader && timed && fits.some(isAgain)) return "transactions";
  return "users";
}

interface Fit {
  readonly profile: ColumnProfile;
  readonly words: string;
}

function comesAgain({ profile }: Pick<Fit, "profile">): boolean {
  return profile.distinct < profile.filled * 0.9;
}

function isUnique(profile: ColumnProfile): boolean {
  return canBeKey(profile) && profile.distinct === profile.filled && profile.filled === profile.rows;
}

/** Prose under a name that says so. */
function isWritten(profile: ColumnProfile, name: number): boolean {
  return name >= 0.7 && !isNumeric(profile) && !isTimed(profile) && isLongText(profile, name);
}

function isNumeric(profile: ColumnProfile): boolean {
  return shareOf(profile.numbers, profile) >= 0.9 && (!isTimed(profile) || isBareNumber(profile));
}
