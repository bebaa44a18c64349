import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isBetween, nextSegment } from "./charts/next-segment.ts";
import { countBetween, type MembershipRows, membershipCsv } from "./membership.ts";

const no = Number.NaN;
const rowsOf = (rows: readonly (readonly number[])[]): MembershipRows => {
  return (from, to) => Float32Array.from(rows.slice(from, to).flat());
};

describe("nextSegment", () => {
  it("is the other one that somebody belongs to most; of one in none the nearest of all", () => {
    expect(nextSegment([0.25, 0.625, 0.125], 1)).toEqual({ segment: 0, share: 0.25 });
    expect(nextSegment([0.25, 0.625, 0.125], -1)).toEqual({ segment: 1, share: 0.625 });
    expect(nextSegment([0.5, 0.25, 0.25], 0)?.segment).toBe(1);
  });

  it("is nobody's who belongs to one alone, or of whom it is not known", () => {
    expect(nextSegment([0, 1, 0], 1)).toBeNull();
    expect(nextSegment([no, no], 0)).toBeNull();
    expect(nextSegment([null, null], -1)).toBeNull();
  });
});

describe("isBetween", () => {
  it("begins at half of one's own segment, and holds where another is surer yet", () => {
    expect([0.29, 0.3, 0.7].map((share) => isBetween([0.6, share], 0))).toEqual([false, true, true]);
    expect(isBetween([0.6, 0.6], -1)).toBe(false);
    expect(isBetween([no, no], 0)).toBe(false);
  });

  it("does not hang on how sure the whole is", () => {
    const share = fc.integer({ min: 0, max: 64 }).map((value) => value / 64);
    fc.assert(
      fc.property(fc.array(share, { minLength: 2, maxLength: 5 }), fc.nat(1), (shares, own) => {
        expect(
          isBetween(
            shares.map((one) => one / 4),
            own,
          ),
        ).toBe(isBetween(shares, own));
      }),
    );
  });
});

describe("countBetween", () => {
  it("counts everybody once, with the surest of the others, over blocks of rows", () => {
    const rows = [
      [0.5, 0.3, 0.2],
      [0.9, 0.1, 0],
      [0.2, 0.5, 0.3],
      [0.4, 0.3, 0.3],
      [0.1, 0.1, 0.1],
      [no, no, no],
      [0.2, 0.2, 0.4],
    ];
    const labels = [0, 0, 1, 0, -1, 2, 2];
    const once = [
      [0, 2, 0],
      [0, 0, 1],
      [1, 0, 0],
    ];
    expect(countBetween(rowsOf(rows), Int32Array.from(labels), 3)).toEqual(once);
    const many = 3000;
    const repeat = <T>(list: readonly T[]) => Array.from({ length: many }, () => list).flat();
    const counted = countBetween(rowsOf(repeat(rows)), Int32Array.from(repeat(labels)), 3);
    expect(counted).toEqual(once.map((row) => row.map((count) => count * many)));
  });

  it("leaves users of fixed segments, numbered after those found, out", () => {
    expect(countBetween(rowsOf([[no, no]]), Int32Array.of(2), 2)).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
});

describe("membershipCsv", () => {
  async function linesOf(pieces: readonly (readonly string[])[], rows: readonly number[][], labels: readonly number[]) {
    async function* ids() {
      for (const piece of pieces) yield { rows: piece.length, idAt: (row: number) => piece[row] ?? "" };
    }
    let text = "";
    for await (const piece of membershipCsv(ids(), rowsOf(rows), Int32Array.from(labels), 2)) text += piece;
    return text.split("\n");
  }

  it("writes everybody's shares in their order, to four decimals, and nothing where they are unknown", async () => {
    const rows = [
      [0.123456, 0.5],
      [no, no],
      [1, 0],
    ];
    expect(await linesOf([["a", "=b"], ["c"]], rows, [1, 0, -1])).toEqual([
      "user_id,segment,next_segment,next_share,membership_0,membership_1",
      "a,1,0,0.1235,0.1235,0.5",
      "'=b,0,,,,",
      "c,-1,0,1,1,0",
      "",
    ]);
  });
});
