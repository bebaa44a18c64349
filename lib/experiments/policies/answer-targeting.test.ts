import { expect, test } from "vitest";
import { openKernels } from "../../kernels/pool.ts";
import { analyse } from "../analyse.ts";
import { ExperimentConfig } from "../config-schema.ts";
import { reduceAggregates } from "../reading/aggregates.ts";
import { answerTargeting } from "./answer-targeting.ts";

const kernels = await openKernels({ threads: 1 });

test("a test that a check blocks says of nobody whom to treat, and reads no users", async () => {
  const config = ExperimentConfig.parse({
    metrics: [{ name: "bought", type: "proportion", column: "bought", role: "primary" }],
    aggregates: [
      { arm: "control", metric: "bought", n: 1000, sum: 100 },
      { arm: "new", metric: "bought", n: 600, sum: 90 },
    ],
    uplift: { metric: "bought", features: ["age"] },
    targeting: { metric: "bought", segmentations: ["plan", "town"] },
  });
  const report = analyse(reduceAggregates(config), kernels);
  expect(report.decision.verdict).toBe("blocked");
  const read = () => Promise.reject(new Error("users were read"));
  const { uplift, targeting, policy } = await answerTargeting(report, read, () => {});
  expect(policy).toBeNull();
  expect(uplift).toMatchObject({ arm: "new", learners: [], policy: null });
  expect(uplift?.sentence.en).toMatch(/^No winner can be named\. .* Nor is it said whom to treat\.$/);
  expect(targeting).toMatchObject({ policies: [], pairs: [] });
});
