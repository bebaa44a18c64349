import fc from "fast-check";
import { expect, it } from "vitest";
import { planBatches } from "./plan-batches.ts";

it("puts texts of one length together, shortest first", () => {
  expect(planBatches([5, 3, 5, 5, 3], { texts: 2, tokens: 100 })).toEqual([
    { tokens: 3, rows: [1, 4] },
    { tokens: 5, rows: [0, 2] },
    { tokens: 5, rows: [3] },
  ]);
});

it("holds every row once, within the limits, a text longer than all of them alone", () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 40 }));
  fc.assert(
    fc.property(lengths, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 60 }), (all, texts, tokens) => {
      const batches = planBatches(all, { texts, tokens });
      expect(batches.flatMap(({ rows }) => rows).sort((a, b) => a - b)).toEqual([...all.keys()]);
      for (const batch of batches) {
        expect(batch.rows.every((row) => all[row] === batch.tokens)).toBe(true);
        expect(batch.rows.length).toBeLessThanOrEqual(texts);
        expect(batch.rows.length === 1 || batch.rows.length * batch.tokens <= tokens).toBe(true);
      }
    }),
  );
});
