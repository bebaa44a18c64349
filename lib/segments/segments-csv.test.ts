import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvText, type IdPiece, type SegmentRows, segmentsCsv } from "./segments-csv.ts";

const names = [
  { en: "Recent big spenders", zh: "近期高消费客户" },
  { en: "=cmd, high", zh: "“引号”" },
];

async function* inPieces(ids: readonly string[], size = 2): AsyncGenerator<IdPiece> {
  for (let start = 0; start < ids.length; start += size) {
    const own = ids.slice(start, start + size);
    yield { rows: own.length, idAt: (row) => own[row] ?? "" };
  }
}

async function linesOf({ ids, ...rows }: Omit<SegmentRows, "ids"> & { readonly ids: readonly string[] }) {
  let whole = "";
  for await (const piece of segmentsCsv({ ...rows, ids: inPieces(ids) })) whole += piece;
  return whole.split("\n");
}

describe("segmentsCsv", () => {
  it("writes one row a user in row order, ids exactly as they are, however they come", async () => {
    const rows = {
      ids: ["00001", "1E5", "-7", "o'hara", 'say "hi"'],
      labels: Int32Array.of(0, 1, 0, 1, -1),
      silhouette: Float32Array.of(0.53126, -0.25, Number.NaN, 0, 0.1),
      names,
    };
    expect(await linesOf(rows)).toEqual([
      "user_id,segment,name,name_zh,silhouette",
      "00001,0,Recent big spenders,近期高消费客户,0.5313",
      `1E5,1,"'=cmd, high",“引号”,-0.25`,
      "-7,0,Recent big spenders,近期高消费客户,",
      `o'hara,1,"'=cmd, high",“引号”,0`,
      '"say ""hi""",-1,No segment,未归入任何人群,0.1',
      "",
    ]);
  });

  it("says beside which segment those of none are nearest to", async () => {
    const rows = { ids: ["a", "b"], labels: Int32Array.of(1, -1), silhouette: Float32Array.of(0.5, Number.NaN), names };
    const near = Float32Array.of(0.25, 0.5, -1, Number.NaN);
    const similarity = (from: number, to: number) => near.subarray(2 * from, 2 * to);
    expect(await linesOf({ ...rows, nearest: Int32Array.of(1, 0), similarity })).toEqual([
      "user_id,segment,name,name_zh,silhouette,nearest_segment,similarity_0,similarity_1",
      `a,1,"'=cmd, high",“引号”,0.5,1,0.25,0.5`,
      "b,-1,No segment,未归入任何人群,,0,-1,",
      "",
    ]);
  });

  it("has what the algorithm says of each person, where it says it, and nothing for those whom it does not know", async () => {
    const rows = { ids: ["a", "b"], labels: Int32Array.of(1, -1), silhouette: Float32Array.of(0.5, Number.NaN), names };
    const strength = Float32Array.of(0.12345, Number.NaN);
    expect(await linesOf({ ...rows, figures: { strength, outlier: Float32Array.of(0, 1) } })).toEqual([
      "user_id,segment,name,name_zh,silhouette,strength,outlier",
      `a,1,"'=cmd, high",“引号”,0.5,0.1235,0`,
      "b,-1,No segment,未归入任何人群,,,1",
      "",
    ]);
    expect((await linesOf({ ...rows, figures: { strength } }))[0]).toBe(
      "user_id,segment,name,name_zh,silhouette,strength",
    );
  });

  it("writes the header for nobody", async () => {
    const rows = { ids: [], labels: new Int32Array(0), silhouette: new Float32Array(0), names };
    expect(await linesOf(rows)).toEqual(["user_id,segment,name,name_zh,silhouette", ""]);
  });
});

describe("csvText", () => {
  it.each([
    ["=1+1", "'=1+1"],
    ["+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["-1+2", "'-1+2"],
    ["\t=1", "'\t=1"],
    ["\r=1", `"'\r=1"`],
    ["-12.5", "-12.5"],
    ["+44", "+44"],
    ["1=1", "1=1"],
    ["a,b", '"a,b"'],
    ["two\nlines", '"two\nlines"'],
    ["", ""],
  ])("writes %j as %j", (text, cell) => {
    expect(csvText(text)).toBe(cell);
  });

  it("never lets a cell start a formula, and reads back as the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const cell = csvText(text);
        const read = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
        if (/^[=+\-@\t\r]/.test(read)) expect(Number(read)).not.toBeNaN();
        expect([text, `'${text}`]).toContain(read);
      }),
    );
  });
});
