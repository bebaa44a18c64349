import type { Localised } from "../../core/localised.ts";
import type { ColumnRole, TableKind } from "../schema.ts";
import { canBeKey, isBareNumber, isTimed } from "./column-nature.ts";
import { offerLogRoles } from "./log-candidates.ts";
import { isLongText, isProse } from "./long-text.ts";
import { parseNumber } from "./numbers.ts";
import { namesPeople } from "./plain-rows.ts";
import { type ColumnProfile, shareOf } from "./profile.ts";
import { nameFit, namesCode, namesThing, wordsOf } from "./role-names.ts";
import { type Offer, offerNamelessRoles, offerTransactionRoles } from "./transaction-candidates.ts";

/** A role that a column may have. Scores compare candidates of all roles; those below 0.2 are what is left over. */
export interface RoleCandidate {
  readonly role: ColumnRole;
  readonly score: number;
  readonly reason: Localised;
}

/** Every role that a column's name and values allow, best first; the last always stands. */
export function roleCandidates(profile: ColumnProfile, facts: TableFacts): RoleCandidate[] {
  const { kind, complete, hasHeader } = facts;
  const words = hasHeader ? wordsOf(profile.name) : "";
  const found: RoleCandidate[] = [];
  function offer(role: ColumnRole, score: number, en: string, zh: string): void {
    if (score > 0) found.push({ role, score, reason: { en, zh } });
  }
  const numeric = shareOf(profile.numbers, profile) >= 0.9;
  const named = (role: Parameters<typeof nameFit>[0]) => nameFit(role, words);
  // A bare number such as 20110401 is a date only under a name that says so, or where there are no names.
  const timed = isTimed(profile) && (!isBareNumber(profile) || named("time") > 0 || !hasHeader);

  if (profile.filled === 0) {
    return [{ role: "ignore", score: 1, reason: { en: "It is empty.", zh: "该列为空。" } }];
  }
  if (canBeKey(profile) && (kind === "transactions" || kind === "users")) offerKey(profile, words, kind, offer);
  const isSideDate = kind === "users" && named("time") === 0.3;
  if (timed && !isSideDate) {
    const filled = profile.filled / profile.rows;
    offer(
      "time",
      Math.max(named("time"), 0.35) * (0.7 + 0.3 * filled),
      "It holds dates or times.",
      "该列为日期或时间。",
    );
  }
  if (kind === "transactions") {
    offerTransactionRoles(profile, named, numeric && !timed, offer);
    if (!hasHeader) offerNamelessRoles(profile, numeric && !timed, offer);
  } else if (kind !== "users") {
    offerLogRoles(profile, { words, kind, hasHeader, numeric: numeric && !timed, timed }, offer);
  }
  offerPersonal(profile, named("personal"), numeric, offer);
  if (named("consent") > 0 && profile.distinct <= 4) {
    offer(
      "consent",
      named("consent"),
      "Its name says whether people agreed to be contacted.",
      "列名表明它记录用户是否授权或退订。",
    );
  }
  if (kind === "users" || kind === "texts") offerLabel(profile, words, facts, offer);
  if (!numeric && !timed && isLongText(profile, named("text"))) {
    offer("text", 0.3 + 0.4 * named("text"), "It holds free text.", "该列为自由文本。");
  }
  offerLeftovers({ profile, words, kind, complete, timed, numeric: numeric && !timed }, offer);
  return found.sort((a, b) => b.score - a.score);
}

/** Of few values: a name that says so, or the one column of words that closes rows of numbers, as data sets are published. */
function offerLabel(profile: ColumnProfile, words: string, facts: TableFacts, offer: Offer): void {
  const name = nameFit("label", words);
  const most = profile.numbers === 0 ? Math.min(60, Math.max(20, profile.filled / 5)) : 20;
  if (profile.distinct > most) return;
  if ((name > 0.5 || (name > 0 && profile.distinct === 2)) && !(words === "y" && facts.names.includes("x"))) {
    offer("label", name, "Its name says it is an outcome, not a trait.", "列名表明它是结果标签，而非用户特征。");
  } else if (facts.loneWords === profile.name && profile.distinct > 1 && (!facts.hasHeader || className.test(words))) {
    offer(
      "label",
      0.5,
      "It is the one column of words beside numbers, so it names the class of each row.",
      "该列是数值旁唯一的文字列，因此视为每行的类别。",
    );
  }
}

const className = /^(?:species|variety|cultivar|type|category|group|diagnosis|digit|kind|品种|类别|种类|分组|诊断)$/;

/**
 * The last column, where it alone is of words that come again and the others, two or more, are numbers; null in a table of people, whose
 * trait it is.
 */
export function findLoneWords(profiles: readonly ColumnProfile[], hasHeader: boolean): string | null {
  const last = profiles.at(-1);
  const others = profiles.slice(0, -1);
  const isNumeric = (profile: ColumnProfile) => profile.filled > 0 && profile.numbers === profile.filled;
  const isLone = last && last.numbers === 0 && last.times === 0 && last.distinct * 2 <= last.filled;
  if (!isLone || others.length < 2 || !others.every(isNumeric)) return null;
  const isOfPeople = ({ name }: ColumnProfile) => namesPeople(name, nameFit("user", wordsOf(name)) > 0.5);
  return hasHeader && profiles.some(isOfPeople) ? null : last.name;
}

export interface TableFacts {
  readonly kind: TableKind;
  readonly hasHeader: boolean;
  /** The sample is all there is. */
  readonly complete: boolean;
  /** Of all columns. */
  readonly names: readonly string[];
  readonly loneWords: string | null;
}

/** A key comes again in transactions and never in a table of users. */
function offerKey(profile: ColumnProfile, words: string, kind: TableKind, offer: Offer): void {
  const name = nameFit("user", words);
  const unique = profile.distinct >= profile.filled * 0.98 && profile.filled >= 8;
  if (kind === "transactions") {
    offer("user", unique ? name * 0.35 : name, "Its name says it identifies a customer.", "列名表明它标识客户。");
    if (unique && /^id$|^编号$/.test(words)) {
      offer("order", 0.55, "It is different in every row, as order numbers are.", "该列每行不同，符合订单号的特点。");
    }
  } else if (profile.distinct >= profile.filled * 0.9 || (name >= 0.5 && !/^index$|^序号$/.test(words))) {
    if (name >= 0.4)
      offer(
        "user",
        name,
        "Its name says it identifies a user, and no two rows share it.",
        "列名表明它标识用户，且各行不重复。",
      );
    else if (unique && namesCode(words) && !namesThing(words)) {
      offer("user", 0.3, "It is a code that no two rows share.", "该列为各行不重复的编码。");
    }
  }
}

function offerPersonal(profile: ColumnProfile, name: number, numeric: boolean, offer: Offer): void {
  if (shareOf(profile.emails, profile) >= 0.5) {
    offer("personal", 0.75, "It holds e-mail addresses.", "该列为邮箱地址。");
  } else if (shareOf(profile.phones, profile) >= 0.5) {
    offer("personal", 0.75, "It holds phone numbers.", "该列为电话号码。");
  } else if (shareOf(profile.masked, profile) >= 0.3) {
    offer(
      "personal",
      0.75,
      "It holds masked names, which different people share.",
      "该列为脱敏信息，不同的人会共用同一个值。",
    );
  } else if (name > 0 && (!numeric || profile.largest > 1e6) && profile.distinct > 2) {
    offer("personal", 0.72 * name, "Its name says it tells who or where somebody is.", "列名表明它包含个人信息。");
  }
}

interface ColumnFacts {
  readonly profile: ColumnProfile;
  readonly words: string;
  readonly kind: TableKind;
  readonly complete: boolean;
  readonly timed: boolean;
  readonly numeric: boolean;
}

function offerLeftovers({ profile, words, kind, complete, timed, numeric }: ColumnFacts, offer: Offer): void {
  if (profile.distinct === 1 && complete && profile.rows > 1 && profile.filled === profile.rows) {
    offer("ignore", 0.15, "Every row has the same value.", "每一行的值都相同。");
  }
  if (numeric && profile.distinct === profile.rows && profile.largest <= profile.rows && countsRows.test(words)) {
    if (kind === "users") offer("user", 0.25, "It counts the rows, so it can name them.", "该列为行号，可作为标识。");
    offer("ignore", 0.15, "It counts the rows.", "该列为行号。");
  }
  const code = namesCode(words) || profile.leadingZeros > 0 || profile.largest > 1e15;
  const few = profile.distinct <= Math.max(2, Math.min(200, profile.filled * 0.5));
  if (timed) offer("ignore", 0.1, "It holds further dates or times.", "该列为其他日期或时间。");
  else if (numeric && !code && isCoded(profile, words)) {
    offer("category", 0.1, "Its few numbers stand for kinds.", "该列的数字只是类别代码。");
  } else if (numeric && !code) offer("number", 0.1, "It holds numbers.", "该列为数值。");
  else if (few && kind !== "events" && kind !== "items")
    offer("category", 0.1, "It holds a few values that come again.", "该列只有少数重复出现的取值。");
  else if (kind === "transactions" && !numeric && isProse(profile)) {
    offer("text", 0.1, "It holds text.", "该列为文本。");
  } else if (few) offer("ignore", 0.1, "Nothing asks for it here.", "此处用不到该列。");
  else offer("ignore", 0.1, "It has too many different values to group by.", "取值过多，无法用于分组。");
}

const kinds = /(?:^| )(?:type|kind|region|browser|operating systems?|os|channel|source)$|类型|地区|区域|渠道|来源$/;

/** Numbers with no size: codes of kinds by their name, or steps of which some are no numbers ("1, 2, 3, 4, 5+"). */
function isCoded(profile: ColumnProfile, words: string): boolean {
  if (profile.integers < profile.numbers || profile.distinct > 30) return false;
  const others = profile.common.filter(([cell]) => parseNumber(cell, ".") === undefined);
  const isSteps = others.length > 0 && others.every(([, count]) => count >= 3);
  return kinds.test(words) || isSteps;
}

const countsRows = /^(?:unnamed(?: \d+)?|column \d+|index|row(?: ?(?:id|number|names?))?|序号|行号)$/;
