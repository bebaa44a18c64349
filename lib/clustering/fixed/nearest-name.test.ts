import { expect, it } from "vitest";
import { nearestName } from "./nearest-name.ts";

const names = ["recency", "frequency", "monetary", "country"];

it.each([
  ["monetery", "monetary"],
  ["Frequence", "frequency"],
  ["contry", "country"],
  ["recencyy", "recency"],
])("takes %s for %s", (wanted, near) => {
  expect(nearestName(wanted, names)).toBe(near);
});

it("guesses nothing where nothing is like it", () => {
  expect(nearestName("height", names)).toBeNull();
  expect(nearestName("x", [])).toBeNull();
});

it("takes the first of two that are as near", () => {
  expect(nearestName("spend_x", ["spend_a", "spend_b"])).toBe("spend_a");
});
