import { describe, expect, it } from "vitest";
import { whatToAdd } from "./what-to-add.ts";

const on = { inMatrix: true };
const off = { inMatrix: false };

describe("what could be added where no groups were found", () => {
  it("is what the dataset lacks", () => {
    expect(whatToAdd({ kinds: ["transactions"], features: [on], blocks: [] })).toEqual({
      en: "You could add what they look at (visits, clicks) and what they write (reviews, questions).",
      zh: "可以补充：浏览、点击等行为、评价、咨询等文字。",
    });
    expect(whatToAdd({ kinds: ["users"], features: [on], blocks: [] })?.en).toMatch(/^You could add their orders, /);
  });

  it("is what it has and the distances leave out", () => {
    const used = { kinds: ["transactions", "events", "texts"], features: [on, off] } as const;
    expect(whatToAdd({ ...used, blocks: [] })?.en).toBe(
      "You could add the meaning of their texts, the order of their events and 1 feature that is off.",
    );
    expect(whatToAdd({ ...used, blocks: ["text", "behaviour"] })?.en).toBe("You could add 1 feature that is off.");
  });

  it("is nothing where everything was used", () => {
    const used = { kinds: ["transactions", "events", "texts"], features: [on] } as const;
    expect(whatToAdd({ ...used, blocks: ["text", "behaviour"] })).toBeNull();
  });
});
