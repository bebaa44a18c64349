import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { armOf, checkInput, checkMetric, sharesOf } from "../fixtures/check-input.ts";
import { checks, runChecks } from "./index.ts";

const count = fc.integer({ min: 0, max: 5000 });
const counts = fc.tuple(count, count);
const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 12 });
const input = fc
  .record({
    counts,
    several: fc.option(count),
    assigned: fc.option(counts),
    values: fc.tuple(values, values),
    missing: counts,
    days: fc.array(counts, { maxLength: 20 }),
    segments: fc.array(counts, { maxLength: 4 }),
    periodDays: fc.option(fc.integer({ min: 1, max: 400 })),
    looks: fc.option(fc.record({ taken: fc.integer({ min: 0, max: 9 }), isEnded: fc.boolean() })),
    mode: fc.constantFrom("fixed", "group-sequential", "always-valid"),
  })
  .map((given) =>
    checkInput({
      planned: {
        mode: given.mode,
        looks: 3,
        metrics: [{ name: "spend", type: "mean", column: "spend", role: "primary" }],
        money: { metric: "spend", currency: "USD", grossMargin: 0.4 },
      },
      arms: given.counts.map((n, at) => ({ arm: `arm ${"ab"[at]}`, n, plannedShare: 0.5 })),
      usersInSeveralArms: given.several,
      assigned: given.assigned,
      metrics: [
        checkMetric(
          {},
          given.values.map((own) => armOf(own)),
        ),
        checkMetric(
          { name: "visit", type: "proportion" },
          given.counts.map((n) => sharesOf(Math.floor(n / 3), n)),
          given.counts.map((n, at) => Math.min(n, given.missing[at] ?? 0)),
        ),
      ],
      days: given.days.map((n, at) => ({
        day: new Date(Date.UTC(2026, 4, 1 + at)).toISOString().slice(0, 10),
        n,
        statistics: n.map((users, arm) => sharesOf(Math.floor(users / (3 + arm)), users)),
      })),
      segments: given.segments.map((n, at) => ({ segment: `segment ${"abcd"[at]}`, n })),
      periodDays: given.periodDays,
      looks: given.looks,
    }),
  );

/** The figures of a text, in order of size, its number words among them: both languages must carry the same. */
function figuresOf(text: string): number[] {
  const said = text.replace(/\bone day\b/gi, "1 day").replace(/5 times in 100/, "100 5");
  return (said.match(/\d[\d,]*(\.\d+)?/g) ?? [])
    .map((figure) => Number(figure.replaceAll(",", "")))
    .toSorted((a, b) => a - b);
}

describe("every check", () => {
  it("has an id of its own, and stands once", () => {
    const ids = checks.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z-]+$/);
  });

  it("speaks whatever comes, without holes, with the same figures in both languages", () => {
    fc.assert(
      fc.property(input, (given) => {
        for (const { title, sentence, advice, passed, pValue, label } of runChecks(given)) {
          for (const { en, zh } of [sentence, ...(advice ? [advice] : [])]) {
            expect(en).toMatch(/^\S.*\.$/);
            expect(zh).toMatch(/^\S.*。$/);
            expect(figuresOf(zh)).toEqual(figuresOf(en));
          }
          for (const { en, zh } of [title, label, sentence]) {
            expect(`${en}${zh}`).not.toMatch(/NaN|undefined|null|Infinity|\[object|\s{2}/);
          }
          expect(advice === null).toBe(passed);
          if (pValue !== null) expect(pValue >= 0 && pValue <= 1).toBe(true);
        }
      }),
    );
  });

  it("says nothing where there is nothing to check", () => {
    const empty = checkInput({ arms: [], control: -1, usersInSeveralArms: null, periodDays: null });
    expect(runChecks(empty)).toEqual([]);
  });

  it("passes a sound test", () => {
    const found = runChecks(checkInput({ looks: { taken: 1, isEnded: true }, assigned: [1000, 1003] }));
    expect(found.map(({ id }) => id)).toEqual([
      "sample-ratio-mismatch",
      "users-in-several-variants",
      "unplanned-look",
      "everyone-assigned",
      "too-short",
    ]);
    expect(found.every(({ passed }) => passed)).toBe(true);
  });
});
