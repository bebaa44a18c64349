import { describe, expect, it } from "vitest";
import { createRandom } from "../../core/random.ts";
import type { Kernels } from "../../kernels/pool.ts";
import { apartByLanguage, encodeApart, findSpaces, fitByLanguage } from "./by-language.ts";
import type { LoadedEncoder } from "./encoder.ts";

const english = "the parcel was late and the box is broken";
const chinese = "包裹来得很晚，盒子坏了";
const russian = "посылка пришла поздно";
const many = (text: string, count: number) => Array.from({ length: count }, (_, i) => `${text} ${i}`);

/** Gives a text its length and a number of its own. */
function lengths(own: number, closed: number[] = []): LoadedEncoder {
  return {
    ...{ name: "lengths", dimension: 2 },
    async encode(texts, { progress } = {}) {
      progress?.(1);
      return { data: Float32Array.from(texts.flatMap(({ length }) => [length, own])), rows: texts.length, cols: 2 };
    },
    close: async () => void closed.push(own),
  };
}

describe("findSpaces", () => {
  it("gives languages with enough texts a space, most texts first, and strangers the first", () => {
    const { count, of } = findSpaces([...many(chinese, 300), ...many(english, 400), ...many(russian, 50)]);
    expect(count).toBe(2);
    expect([english, chinese, russian, ""].map(of)).toEqual([0, 1, 0, 0]);
  });

  it("sees one space where one language speaks, and where a second is a share of nothing", () => {
    expect(findSpaces(many(english, 300)).count).toBe(1);
    expect(findSpaces([]).count).toBe(1);
    expect(findSpaces([...many(english, 20_000), ...many(chinese, 210)]).count).toBe(1);
  });
});

describe("encodeApart", () => {
  it("puts each text in the columns of its space, in the order of the texts", async () => {
    const encoder = encodeApart([lengths(1), lengths(2)], (text) => Number(text.startsWith("b")));
    const fractions: number[] = [];
    const { data, cols } = await encoder.encode(["bb", "a", "b"], { progress: (fraction) => fractions.push(fraction) });
    expect(cols).toBe(4);
    expect([...data]).toEqual([0, 0, 2, 2, 1, 1, 0, 0, 0, 0, 1, 2]);
    expect(encoder).toMatchObject({ dimension: 4, spaces: [2, 2] });
    expect(fractions.at(-1)).toBe(1);
  });

  it("closes an encoder once, and leaves one that is alone as it is", async () => {
    const closed: number[] = [];
    const one = lengths(7, closed);
    await apartByLanguage(one, [...many(english, 300), ...many(chinese, 300)]).close();
    expect(closed).toEqual([7]);
    expect(apartByLanguage(one, many(english, 300))).toBe(one);
  });
});

it("fitByLanguage teaches each language from its own texts, with random numbers of its own", async () => {
  const seen: { texts: number; draw: number }[] = [];
  const fit = fitByLanguage(async (texts, { random }) => {
    seen.push({ texts: texts.length, draw: random.next() });
    return lengths(texts.length);
  });
  const context = { kernels: {} as Kernels, random: createRandom(1) };
  const encoder = await fit([...many(english, 300), ...many(chinese, 250)], context);
  expect(seen.map(({ texts }) => texts)).toEqual([300, 250]);
  expect(seen[0]?.draw).not.toBe(seen[1]?.draw);
  expect([...(await encoder.encode([chinese])).data]).toEqual([0, 0, chinese.length, 250]);
});
