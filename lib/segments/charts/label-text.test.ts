import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainLabel, textEms, wrapLabel } from "./label-text.ts";

describe("plainLabel", () => {
  it("takes the characters that would start a template in a chart's label", () => {
    expect(plainLabel("{b}: {red|x}")).toBe("(b): (red/x)");
  });
});

describe("wrapLabel", () => {
  it("breaks English at spaces and Chinese anywhere", () => {
    expect(wrapLabel("Days since last order", 7, 3)).toBe("Days since\nlast order");
    expect(wrapLabel("久未下单的一次客", 5, 2)).toBe("久未下单\n的一次客");
  });

  it("breaks evenly rather than leaving one word over", () => {
    expect(wrapLabel("One order, long ago", 9, 2)).toBe("One order,\nlong ago");
  });

  it("says with an ellipsis that something is missing", () => {
    expect(wrapLabel("Average number of days between two orders", 10, 2)).toMatch(
      /^Average number of\ndays between.*…$/,
    );
    expect(wrapLabel("Donaudampfschifffahrtsgesellschaft", 6, 1)).toMatch(/^Donau.*…$/);
  });

  it("leaves a short name as it is", () => {
    expect(wrapLabel("Loyal", 10, 2)).toBe("Loyal");
    expect(wrapLabel("", 10, 2)).toBe("");
  });

  it("keeps within its lines and its width, whatever the name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), fc.integer({ min: 3, max: 20 }), (name, ems) => {
        const lines = wrapLabel(name, ems, 2).split("\n");
        return lines.every((line) => textEms(line) <= ems || [...line].length <= 2);
      }),
      { numRuns: 60 },
    );
  });
});
