import { daySeconds, type Period, timeText } from "./calendar.ts";
import { drawIndex } from "./draws.ts";
import type { Order } from "./history.ts";
import { drawName, drawPhone, maskName } from "./people.ts";
import { channels, type Persona } from "./personas.ts";
import { mainPersona, type SampleUser } from "./user.ts";

export const userColumns = [
  "user_id",
  "name",
  "email",
  "phone",
  "signed_up",
  "country",
  "city",
  "language",
  "channel",
  "consent",
] as const;

export const truthColumns = ["user_id", "persona", "first_persona", "changed_on"] as const;

const maskedShare = 0.01;
const phoneShare = 0.6;
const consentShare = 0.8;

/** One row of contact data: invented people at domains that are kept free for examples. */
export function writeUser(
  user: SampleUser,
  orders: readonly Order[],
  period: Period,
  write: (row: string) => void,
): void {
  const random = user.random.fork("contact");
  const { language, place } = user;
  const fullName = drawName(language, random);
  const name = random.next() < maskedShare ? maskName(fullName) : fullName;
  const email = `${user.id.toLowerCase()}@example.${language === "zh" ? "org" : "com"}`;
  const phone = random.next() < phoneShare ? drawPhone(language, random) : "";
  const channel = channels[drawIndex(random, user.roles[0].persona.channels)] ?? "direct";
  const signedUp = timeText(period, signUpTime(user, orders));
  const consent = hasConsent(user) ? "yes" : "no";
  write(
    `${user.id},${name},${email},${phone},${signedUp},${place.country},${place.city},${language},${channel},${consent}`,
  );
}

/** May this user be written to? */
export function hasConsent(user: SampleUser): boolean {
  return user.random.fork("consent").next() < consentShare;
}

/** Seconds: the moment of joining, a few minutes before the first order where that came the same day. */
function signUpTime(user: SampleUser, orders: readonly Order[]): number {
  const joined = Math.floor(user.joined * daySeconds);
  const first = orders[0];
  return first === undefined ? joined : Math.min(joined, first.time - 300);
}

export function writeTruth(user: SampleUser, period: Period, write: (row: string) => void): void {
  const change = user.roles[1];
  const changed = change && change.from < period.days ? timeText(period, change.from * daySeconds).slice(0, 10) : "";
  const main: Persona = mainPersona(user, period.days);
  write(`${user.id},${main.id},${user.roles[0].persona.id},${changed}`);
}
