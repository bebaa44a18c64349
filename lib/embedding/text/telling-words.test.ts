import { describe, expect, it } from "vitest";
import { createRandom } from "../../core/random.ts";
import { tellingDefaults, tellingWords } from "./telling-words.ts";
import { countTerms } from "./vocabulary.ts";

const limits = { minDocuments: 1, maxDocuments: 1, maxTerms: 1e6 };

describe("tellingWords", () => {
  it("is log odds with a Dirichlet prior over its standard error (Monroe et al. 2008, worked by hand)", () => {
    const documents = [["gift", "mum"], ["gift"], ["gift"], ["price", "mum"], ["price"], ["price", "gift"]];
    const { vocabulary, counts } = countTerms(documents, limits);
    const options = { most: 5, prior: 3, minDocuments: 3 };
    // gift: 3 of 4 words in the group, 1 of 5 in the rest, 4 of 9 in all: prior 3 · 4/9.
    const prior = 12 / 9;
    const logOdds = Math.log((3 + prior) / (4 + 3 - 3 - prior)) - Math.log((1 + prior) / (5 + 3 - 1 - prior));
    const z = logOdds / Math.sqrt(1 / (3 + prior) + 1 / (1 + prior));
    expect(z).toBeLessThan(1.96);
    expect(tellingWords(counts, [0, 0, 0, 1, 1, 1], options)).toEqual([[], []]);
    const many = countTerms(new Array(10).fill(documents).flat(), limits).counts;
    const groups = new Array(10).fill([0, 0, 0, 1, 1, 1]).flat();
    const [first] = tellingWords(many, groups, { ...options, prior: 30 })[0] ?? [];
    expect(vocabulary[first?.term ?? -1]).toBe("gift");
    expect(first?.logOdds).toBeCloseTo(logOdds, 12);
    expect(first?.z).toBeCloseTo(z * Math.sqrt(10), 12);
    expect(first?.documents).toBe(30);
  });

  it("finds planted words and, in groups made at random, next to none", () => {
    const random = createRandom(8);
    const groups = Array.from({ length: 600 }, () => random.int(3));
    const draw = (own: number) =>
      Array.from({ length: 12 }, () =>
        random.next() < 0.1 ? `own${own}` : `w${Math.floor(200 * random.next() ** 2)}`,
      );
    const { vocabulary, counts } = countTerms(groups.map(draw), limits);
    const found = tellingWords(counts, groups).map((words) => vocabulary[words[0]?.term ?? -1]);
    expect(found).toEqual(["own0", "own1", "own2"]);
    const shuffled = groups.map(() => random.int(3));
    const strong = tellingWords(counts, shuffled, { ...tellingDefaults, most: 200 })
      .flat()
      .filter(({ z }) => z > 3.5);
    expect(strong.length).toBeLessThanOrEqual(1);
  });

  it("does not let one writer speak for a group, and passes over documents in no group", () => {
    const { counts } = countTerms([new Array(50).fill("weird"), ["a"], ["a"], ["b"], ["b"], ["b"]], limits);
    expect(tellingWords(counts, [0, 0, 0, 1, 1, 1]).flat()).toEqual([]);
    expect(tellingWords(counts, [-1, -1, -1, -1, -1, -1])).toEqual([]);
  });
});
