import { expect, it } from "vitest";
import { openKernels } from "../lib/kernels/pool.ts";
import { countPlanted, drawShop, reportPlanted } from "./planted-effect.ts";

const kernels = await openKernels({ threads: 1 });
const shop = drawShop(20_000, 180, 7);

it("an effect in one segment is found in four of five tests, and in no other segment more than once in twenty", () => {
  const tests = 50;
  const found = countPlanted(shop, { persona: "trend-browser", effect: 0.18 }, tests, kernels);
  // Within three standard deviations of what fifty tests tell of 80 % and of 5 %.
  expect(found.planted).toBeGreaterThan(0.8 * tests - 3 * Math.sqrt(0.16 * tests));
  expect(found.others).toBeLessThan(0.05 * tests + 3 * Math.sqrt(0.0475 * tests));
  expect(found.blocked).toBe(0);
});

it("an effect on everybody ships, and is blocked where a tenth of the treated were lost", () => {
  const effect = { persona: null, effect: 0.1 } as const;
  expect(reportPlanted(shop, effect, 1, kernels).decision.verdict).toBe("ship");
  expect(reportPlanted(shop, { ...effect, mismatch: 0.1 }, 1, kernels).decision.verdict).toBe("blocked");
});
