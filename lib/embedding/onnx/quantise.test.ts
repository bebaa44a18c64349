import fc from "fast-check";
import { expect, it } from "vitest";
import { quantiseColumns, quantiseFactor, quantiseRows } from "./quantise.ts";

it("keeps every number within half a step of its column, zeros and the largest exactly", () => {
  const { values, scales } = quantiseFactor(Float32Array.of(100, 0, -27, 0, 0.4, 0), 2);
  expect([...values]).toEqual([100, 0, -27, 0, 0, 0]);
  expect([...scales]).toEqual([1, 1]);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.float({ noNaN: true, min: -1e6, max: 1e6 })),
      (cols, list) => {
        const weight = Float32Array.from(list.slice(0, list.length - (list.length % cols)));
        const columns = quantiseColumns(weight, cols);
        const factor = quantiseFactor(weight, cols);
        const rows = quantiseRows(weight, cols);
        // The products of an even row and the next with uint8 fit into 16 bits.
        for (const [i, value] of factor.values.entries())
          if (Math.floor(i / cols) % 2 === 0)
            expect(255 * (Math.abs(value) + Math.abs(factor.values[i + cols] ?? 0))).toBeLessThanOrEqual(32_767);
        for (const [i, value] of weight.entries()) {
          for (const [of, at] of [
            [columns, i % cols] as const,
            [factor, i % cols] as const,
            [rows, Math.floor(i / cols)] as const,
          ]) {
            const step = of.scales[at] ?? Number.NaN;
            expect(Math.abs((of.values[i] ?? Number.NaN) * step - value)).toBeLessThanOrEqual(
              step * 0.50001 + (step === 1 ? 1e-30 : 0),
            );
            expect(Math.abs(of.values[i] ?? Number.NaN)).toBeLessThanOrEqual(127);
          }
        }
      },
    ),
  );
});
