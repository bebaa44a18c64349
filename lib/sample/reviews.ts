import type { Locale } from "../core/localised.ts";
import type { Random } from "../core/random.ts";
import { daySeconds, type Period, timeText } from "./calendar.ts";
import { items } from "./catalogue.ts";
import { csvCell } from "./csv-file.ts";
import { drawIndex, drawOne, drawPoisson } from "./draws.ts";
import type { Order } from "./history.ts";
import type { PersonaId } from "./personas.ts";
import { drawPhrase, mixedTexts, templateTexts, vocabularies } from "./speech.ts";
import { roleAt, type SampleUser } from "./user.ts";

export const reviewColumns = ["review_id", "user_id", "time", "order_id", "item", "rating", "kind", "text"] as const;

/** One-time buyers mostly write nothing. */
const onceShare = 0.35;

/** Weights of one to five stars. */
const usualStars = [2, 3, 10, 30, 55];
const stars: Partial<Record<PersonaId, readonly number[]>> = {
  bracketer: [12, 18, 25, 25, 20],
  "bargain-hunter": [5, 8, 17, 30, 40],
  "one-and-done": [4, 6, 25, 30, 35],
};

/** Poisson(1 + .3·min(orders, 8)) texts: reviews of what was bought, questions from those who have not bought. */
export function writeReviews(
  user: SampleUser,
  orders: readonly Order[],
  period: Period,
  write: (row: string) => void,
): void {
  const random = user.random.fork("reviews");
  const end = period.days * daySeconds;
  const bought = orders.filter((order) => order.time < end);
  const texts = drawPoisson(random, 1 + 0.3 * Math.min(bought.length, 8));
  const rows: { time: number; cells: string }[] = [];
  for (let i = 0; i < texts; i++) {
    const row =
      bought.length > 0 ? drawReview(user, drawOne(random, bought), end, random) : drawQuestion(user, end, random);
    if (row !== undefined) rows.push(row);
  }
  rows.sort((a, b) => a.time - b.time);
  rows.forEach(({ time, cells }, i) => {
    write(`T${user.id.slice(1)}-${i + 1},${user.id},${timeText(period, time)},${cells}`);
  });
}

function drawReview(user: SampleUser, order: Order, end: number, random: Random) {
  if (order.persona.once && random.next() >= onceShare) return undefined;
  const persona = order.persona.id;
  const item = drawOne(random, order.lines).item;
  const later = order.time + (2 + 12 * random.next()) * daySeconds;
  const time = later < end ? later : order.time + (end - order.time) * random.next();
  const rating = 1 + drawIndex(random, stars[persona] ?? usualStars);
  const text = drawText(user.language, persona, item, random);
  const id = `O${user.id.slice(1)}-${order.number}`;
  return { time, cells: `${id},${items[item]?.code},${rating},review,${csvCell(text)}` };
}

function drawQuestion(user: SampleUser, end: number, random: Random) {
  const first = user.roles[0].from * daySeconds;
  const last = Math.min(end, user.leaves * daySeconds);
  const time = first + (last - first) * random.next();
  const item = random.int(items.length);
  const text = drawText(user.language, roleAt(user, time / daySeconds).persona.id, item, random);
  return { time, cells: `,${items[item]?.code},,question,${csvCell(text)}` };
}

/** A template (15 %), or two to four phrases, one of them in the other language in every tenth text. */
export function drawText(locale: Locale, persona: PersonaId, item: number, random: Random): string {
  const { templates, glue, end } = vocabularies[locale];
  if (random.next() < templateTexts) return drawOne(random, templates);
  const count = 2 + random.int(3);
  const mixed = random.next() < mixedTexts ? random.int(count) : -1;
  let text = "";
  for (let i = 0; i < count; i++) {
    const spoken = i === mixed ? (locale === "zh" ? "en" : "zh") : locale;
    const phrase = drawPhrase(spoken, persona, item, random);
    if (!text.includes(phrase)) text += (i === 0 ? "" : drawOne(random, glue)) + phrase;
  }
  return text.charAt(0).toUpperCase() + text.slice(1) + end;
}
