import type { Locale } from "../core/localised.ts";
import { createRandom, type Random } from "../core/random.ts";
import { drawFactor, drawIndex } from "./draws.ts";
import { drawPlace, type Place } from "./people.ts";
import { type Persona, personas } from "./personas.ts";

export type SampleLanguage = Locale | "both";

/** A stretch of days in which somebody behaves like one persona. */
export interface Role {
  readonly persona: Persona;
  readonly from: number;
  readonly until: number;
}

export interface SampleUser {
  readonly index: number;
  readonly id: string;
  readonly language: Locale;
  /** Days since the start of the period, fractions of a day allowed; negative: a customer from before. */
  readonly joined: number;
  /** The day this user leaves for good; Infinity for the faithful. */
  readonly leaves: number;
  readonly place: Place;
  /** In order of time, from the start or the joining to the leaving. */
  readonly roles: readonly [Role, ...Role[]];
  /** This user's own multiples of the persona's rate (mean 1) and median order (median 1). */
  readonly rateFactor: number;
  readonly medianFactor: number;
  /** A reseller that buys like a warehouse: the multiple of everything in the basket. 1 for everybody else. */
  readonly wholesale: number;
  /** This user's own stream; fork it, never draw from it. */
  readonly random: Random;
}

export interface UserSource {
  /** Start of a range of 2³² seeds, one for each user. */
  readonly base: number;
  readonly language: SampleLanguage;
  readonly days: number;
}

const quarter = 90;
const changeAQuarter = 0.02;
const wholesaleShareOfResellers = 0.025;
const daysBefore = 720;
const shares = personas.map((persona) => persona.share);

export function createUserSource(seed: number, language: SampleLanguage, days: number): UserSource {
  return { base: Math.floor(createRandom(seed).fork("sample users").next() * 2 ** 32), language, days };
}

/** User number `index`, 0…2³²−1: the same whatever the number of users around. */
export function createUser(source: UserSource, index: number): SampleUser {
  const random = createRandom((source.base + index) % 2 ** 32);
  const draw = random.fork("user");
  const persona = personas[drawIndex(draw, shares)] as Persona;
  const second = draw.next() < 0.5;
  const late = draw.next() < persona.late;
  const joined = late ? draw.next() * source.days : -draw.next() * daysBefore;
  const from = Math.max(0, joined);
  const staying = -Math.log(1 - draw.next()) / -Math.log(1 - persona.dropout);
  const rateSigma = persona.spread.rate;
  const language = source.language === "both" ? (second ? "zh" : "en") : source.language;
  return {
    index,
    id: `L${String(index + 1).padStart(7, "0")}`,
    language,
    place: drawPlace(language, draw),
    joined,
    leaves: from + staying * 30,
    roles: drawRoles(draw, persona, from, from + staying * 30, source.days),
    rateFactor: drawFactor(draw, rateSigma) * Math.exp(rateSigma ** 2 / -2),
    medianFactor: drawFactor(draw, persona.spread.median),
    wholesale: persona.id === "reseller" && draw.next() < wholesaleShareOfResellers ? 12 + 18 * draw.next() : 1,
    random,
  };
}

/** 2 % turn into somebody else within a quarter, at any day of it. */
function drawRoles(
  draw: Random,
  first: Persona,
  from: number,
  until: number,
  days: number,
): readonly [Role, ...Role[]] {
  let role: Role = { persona: first, from, until };
  const earlier: Role[] = [];
  for (let start = from; start < Math.min(until, days); start += quarter) {
    if (draw.next() >= changeAQuarter) continue;
    const day = start + draw.next() * quarter;
    if (day >= until) break;
    earlier.push({ ...role, until: day });
    role = { persona: drawOther(draw, role.persona), from: day, until };
  }
  const [head, ...rest] = [...earlier, role];
  return [head ?? role, ...rest];
}

/** A first order cannot be had twice, so nobody turns into a one-time buyer. */
function drawOther(draw: Random, current: Persona): Persona {
  const weights = personas.map((persona) => (persona.once || persona === current ? 0 : persona.share));
  return personas[drawIndex(draw, weights)] as Persona;
}

/** What somebody is on a day; the first role before they came. */
export function roleAt(user: SampleUser, day: number): Role {
  return user.roles.findLast((role) => role.from <= day) ?? user.roles[0];
}

/** What somebody was for most of the days they were here: the truth that segments are compared with. */
export function mainPersona(user: SampleUser, days: number): Persona {
  let best = user.roles[0].persona;
  let longest = -1;
  for (const role of user.roles) {
    const length = Math.min(role.until, days) - role.from;
    if (length > longest) {
      longest = length;
      best = role.persona;
    }
  }
  return best;
}
