import { describe, expect, test } from "vitest";
import { nameByWords, sayWords } from "./name-by-words.ts";
import { listenToSegments, type WrittenTexts } from "./voices.ts";

const day = 86_400_000;

/** Users 0…19 say `first`, 20…39 `second`, one text a day each. */
function shop(first: (i: number) => string, second: (i: number) => string): WrittenTexts {
  const texts = Array.from({ length: 40 }, (_, user) => (user < 20 ? first(user) : second(user)));
  return { texts, written: texts.map((_, user) => ({ user, time: (user % 20) * day })) };
}
const labels = Int8Array.from({ length: 40 }, (_, user) => Number(user >= 20));

describe("segments speak", () => {
  test("in the words that tell them apart, in both languages, without those that only hold sentences together", () => {
    const [first, second] = listenToSegments(
      shop(
        (i) => `The refill is the same as last time, number ${i}`,
        (i) => `整箱拿的，能开发票，第${i}次`,
      ),
      labels,
      2,
    );
    expect(first?.words.map(({ word }) => word)).toEqual(expect.arrayContaining(["refill", "last", "time"]));
    expect(first?.words.map(({ word }) => word)).not.toContain("the");
    expect(second?.words.map(({ word }) => word)).toEqual(expect.arrayContaining(["整箱", "开发票"]));
    expect([first?.wrote, first?.texts]).toEqual([20, 20]);
  });

  test("in quotes of different people that name nobody; default reviews are not heard", () => {
    const heard = listenToSegments(
      shop(
        (i) =>
          i % 2 === 0
            ? "此用户没有填写评价"
            : `${["Refill came late", "Where is my refill", "Refill leaked"][i % 3]}, order 12345${i}, mail me at jo${i}@example.org`,
        (i) => `Gift box, wrapped with a ribbon, nice for mum number ${i}`,
      ),
      labels,
      2,
    );
    expect([heard[0]?.wrote, heard[0]?.texts]).toEqual([10, 10]);
    expect(heard[0]?.quotes).toHaveLength(3);
    expect(heard[0]?.quotes.join(" ")).not.toMatch(/\d{4}|@/);
    expect(heard[0]?.words.map(({ word }) => word)).not.toContain("example");
  });

  test("of what came up lately", () => {
    const heard = listenToSegments(
      shop(
        (i) => (i >= 14 ? `The zipper broke again, refund number ${i}` : `Warm coat, fits well, number ${i}`),
        (i) => `ribbon and gift box for mum number ${i}`,
      ),
      labels,
      2,
    );
    expect(heard[0]?.rising).toEqual(expect.arrayContaining(["zipper", "broke"]));
    expect(heard[0]?.rising).not.toContain("coat");
  });

  test("or say that nobody wrote", () => {
    const silent = { wrote: 0, texts: 0, words: [], quotes: [], rising: [] };
    expect(listenToSegments({ texts: [], written: [] }, labels, 2)).toEqual([silent, silent]);
  });
});

describe("names by words", () => {
  const voices = (...words: string[]) => ({
    ...{ wrote: 1, texts: 1, quotes: [], rising: [] },
    words: words.map((word) => ({ word, documents: 3, z: 3 })),
  });

  test("take more words where two are taken, and numbers where words run out", () => {
    const people = { en: "users", zh: "用户" };
    const names = nameByWords(
      [voices("card", "lost", "pin"), voices("card", "lost", "cash"), voices(), voices()],
      people,
    );
    expect(names.map(({ name }) => name.en)).toEqual([
      "“card”, “lost”",
      "“card”, “lost”, “cash”",
      "Users 1",
      "Users 2",
    ]);
    expect(sayWords(voices("发票"))).toEqual({ en: "They say “发票”", zh: "他们常说“发票”" });
  });
});
