import { expect, it } from "vitest";
import { membershipWords } from "./membership-words.ts";

const nameOf = (segment: number) => ["Loyal", "Bargain hunters", "New", "Rare"][segment] ?? "?";

it("says the surest segments first, three at most, none that is next to nothing", () => {
  const words = membershipWords([0.31, 0.62, 0.04, null], nameOf, "en");
  expect(words.replaceAll("\u00a0", " ")).toBe("62 % Bargain hunters, 31 % Loyal");
  expect(membershipWords([0.31, 0.62], nameOf, "zh")).toBe("62% Bargain hunters，31% Loyal");
  expect(membershipWords([0.2, 0.2, 0.3, 0.2], nameOf, "en").split(", ")).toHaveLength(3);
  expect(membershipWords([0.2, 0.2], nameOf, "zh")).toBe("20% Loyal，20% Bargain hunters");
});

it("says nothing where nothing is known, or nobody is near", () => {
  expect([null, [], [null, null], [0.01, 0]].map((shares) => membershipWords(shares, nameOf, "en"))).toEqual(
    new Array(4).fill(""),
  );
});
