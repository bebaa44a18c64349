import { describe, expect, it } from "vitest";
import { PairRules } from "../rules-schema.ts";
import { linksAmong, linkUsers } from "./link-users.ts";

const ids = ["a", "b", "c", "d", "e", "f"];
const link = (pairs: unknown, isFixed = (_: number) => false) => linkUsers(PairRules.parse(pairs), ids, isFixed);
const together = (...pair: string[]) => ({ together: pair });
const apart = (...pair: string[]) => ({ apart: pair });

describe("linkUsers", () => {
  it("closes over who is together with whom, in whatever order it is said", () => {
    const said = [together("a", "b"), together("e", "d"), together("c", "b"), apart("c", "e"), apart("d", "a")];
    const expected = {
      units: [
        [0, 1, 2],
        [3, 4],
      ],
      apart: [[0, 1]],
      notes: [],
    };
    expect(link(said)).toEqual(expected);
    expect(link(said.toReversed())).toEqual(expected);
  });

  it("names the users of a contradiction, and where it stands", () => {
    expect(() => link([together("a", "b"), together("b", "c"), apart("c", "a")])).toThrow(
      /clustering\.pairs\[2\]\.apart.*c and a are to be apart, but other pairs put them together/,
    );
  });

  it("counts and names users who are not there, and leaves their pairs out", () => {
    const { units, notes } = link([together("a", "zoe@example.org"), apart("x", "y"), apart("a", "b")]);
    expect(units).toEqual([[0], [1]]);
    expect(notes.map(({ en }) => en)).toEqual([
      "3 users of the pairs are not in these data, so their pairs say nothing: z•••@example.org, x, y.",
    ]);
  });

  it("lets a fixed segment decide", () => {
    const { units, notes } = link([together("a", "b"), apart("b", "c")], (row) => row === 0);
    expect(units).toEqual([[1], [2]]);
    expect(notes[0]?.en).toMatch(/^1 pair has a user of a fixed segment/);
  });

  it("can be told of some rows alone", () => {
    const links = link([together("a", "b"), apart("b", "c"), apart("d", "e")]);
    const numbers = [-1, 0, 1, -1, 2, 3];
    expect(linksAmong(links, (row) => numbers[row] ?? -1)).toEqual({ units: [[0], [1], [2]], apart: [[0, 1]] });
  });
});

describe("PairRules", () => {
  it.each([[{ together: ["a"] }], [{ together: ["a", "a"] }], [{ near: ["a", "b"] }], [{ together: ["a", ""] }]])(
    "refuses %j",
    (pair) => {
      expect(PairRules.safeParse([pair]).success).toBe(false);
    },
  );
});
