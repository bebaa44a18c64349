import { expect, test } from "vitest";
import { refuseOutcomes } from "./users.ts";

const uplift = { metric: "spend", features: ["age", "spend"] };
const targeting = { metric: "spend", segmentations: ["plan", "arm"] };

test("whom to treat is not learnt from what the test did, nor from the variant", () => {
  const refusal = (asked: object) => {
    try {
      refuseOutcomes(asked, ["arm", "spend", undefined]);
      return null;
    } catch (error) {
      return error;
    }
  };
  expect(refusal({ uplift })).toMatchObject({ code: "BAD_CONFIG", details: { path: "uplift.features" } });
  expect(refusal({ targeting })).toMatchObject({ code: "BAD_CONFIG", details: { path: "targeting.segmentations" } });
  expect(refusal({ uplift: { ...uplift, features: ["age", "spend_before"] } })).toBeNull();
  expect(refusal({})).toBeNull();
});
