import { describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { createPeriod, daySeconds } from "./calendar.ts";
import { drawHistory } from "./history.ts";
import { type PersonaId, personas } from "./personas.ts";
import { drawText, writeReviews } from "./reviews.ts";
import { writeSearches } from "./searches.ts";
import { drawPhrase, vocabularies } from "./speech.ts";
import { createUser, createUserSource } from "./user.ts";

const period = createPeriod(540);
const source = createUserSource(4, "both", period.days);
const ids = personas.map(({ id }) => id);

describe("texts", () => {
  it("are Poisson(1 + .3·min(orders, 8)) a user, but for one-time buyers, who mostly write nothing", () => {
    let found = 0;
    let expected = 0;
    let once = 0;
    let onceUsers = 0;
    for (let index = 0; index < 4000; index++) {
      const user = createUser(source, index);
      const orders = drawHistory(user, period).filter(({ time }) => time < period.days * daySeconds);
      let texts = 0;
      writeReviews(user, orders, period, () => texts++);
      if (user.roles[0].persona.once) {
        once += texts;
        onceUsers++;
      } else {
        found += texts;
        expected += 1 + 0.3 * Math.min(orders.length, 8);
      }
    }
    expect(Math.abs(found - expected)).toBeLessThan(4 * Math.sqrt(expected));
    expect(once / onceUsers).toBeLessThan(0.7);
  });

  it.each(["en", "zh"] as const)("in %s: 15 %% templates, 10 %% with the other language mixed in", (locale) => {
    const random = createRandom(5);
    const texts = Array.from({ length: 6000 }, () => drawText(locale, "steady", 0, random));
    const isTemplate = (text: string) => vocabularies[locale].templates.includes(text);
    const share = texts.filter(isTemplate).length / texts.length;
    expect(Math.abs(share - 0.15)).toBeLessThan(0.02);
    const written = texts.filter((text) => !isTemplate(text));
    const foreign = locale === "zh" ? /[a-z]{3}/ : /[\u4e00-\u9fff]/;
    expect(Math.abs(written.filter((text) => foreign.test(text)).length / written.length - 0.1)).toBeLessThan(0.02);
  });

  it.each(ids)("%s: 65 %% own words, 25 %% everybody's, 10 %% another persona's", (id: PersonaId) => {
    const random = createRandom(6);
    const bare = (phrases: readonly string[]) => new Set(phrases.map((phrase) => phrase.replace("{good}", "")));
    const name = "votive candle";
    const own = bare(vocabularies.en.phrases[id]);
    const shared = bare(vocabularies.en.shared);
    const said = Array.from({ length: 4000 }, () => drawPhrase("en", id, 0, random).replace(name, ""));
    const share = (words: Set<string>) => said.filter((phrase) => words.has(phrase)).length / said.length;
    expect(Math.abs(share(own) - 0.65)).toBeLessThan(0.035);
    expect(Math.abs(share(shared) - 0.25)).toBeLessThan(0.03);
  });

  it("leave no placeholder behind and no persona without words in either language", () => {
    for (const locale of ["en", "zh"] as const) {
      for (const id of ids) {
        expect(vocabularies[locale].phrases[id].length).toBeGreaterThanOrEqual(8);
        const random = createRandom(7);
        for (let item = 0; item < 100; item++) expect(drawText(locale, id, item, random)).not.toContain("{");
      }
    }
  });

  it("searches speak as their persona does, inside the period", () => {
    const queries: string[] = [];
    for (let index = 0; index < 400; index++) {
      const user = createUser(source, index);
      writeSearches(user, drawHistory(user, period), period, (row) => queries.push(row));
    }
    expect(queries.some((row) => /gift/.test(row))).toBe(true);
    expect(queries.some((row) => /值得买吗|有什么区别|区别/.test(row))).toBe(true);
    for (const row of queries) {
      const [user, time, query, channel, ...rest] = row.split(",");
      expect(user && query && channel && rest.length === 0).toBe(true);
      expect((time ?? "") >= "2024-05-05" && (time ?? "") < "2025-10-27").toBe(true);
    }
  });
});
