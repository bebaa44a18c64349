import { describe, expect, test } from "vitest";
import { CladeError } from "../core/errors.ts";
import { readSample } from "./file-sample.ts";
import { errorOf, ingest, resolved, writeFiles } from "./fixtures/run-ingest.ts";
import { workbookBytes, zipBytes } from "./fixtures/zip-bytes.ts";

const csv = "who,at,sum\na,2026-01-01,5\nb,2026-01-32,6\n";
const roles = { who: "user", at: "time", sum: "amount" } as const;

async function refusal(name: string, bytes: Buffer): Promise<string> {
  const [path = ""] = writeFiles({ [name]: bytes });
  try {
    await readSample(path);
  } catch (error) {
    if (error instanceof CladeError) return `${error.code}: ${error.sentence("en")}`;
    throw error;
  }
  return "read";
}

describe("a zip", () => {
  test("of one file is read as that file, and its lines are named", async () => {
    const [path = ""] = writeFiles({
      "orders.zip": zipBytes({ "year/": "", "year/orders.csv": csv, "__MACOSX/year/._orders.csv": "x" }),
    });
    expect(Buffer.from((await readSample(path)).bytes).toString()).toBe(csv);
    const { summary, setAside } = await ingest([resolved([path], roles)]);
    expect(summary).toMatchObject({ rowsIn: 2, rowsStored: 1 });
    expect(setAside[1]?.slice(0, 5)).toEqual(["orders.zip", "3", "at", "2026-01-32", "bad-date"]);
  });

  test("of several files, of none, damaged or cut says so", async () => {
    expect(await refusal("two.zip", zipBytes({ "a.csv": csv, "b.csv": csv }))).toMatch(
      /^NOT_A_TABLE: .*it is an archive of 2 files \(a\.csv, b\.csv/,
    );
    expect(await refusal("none.zip", zipBytes({ "folder/": "" }))).toMatch(/^NOT_A_TABLE: .*without a file/);
    const whole = zipBytes({ "a.csv": csv.repeat(2000) });
    expect(await refusal("cut.zip", whole.subarray(0, whole.length - 30))).toMatch(/^FILE_UNREADABLE/);
    const flipped = Buffer.from(whole);
    flipped.fill(0x55, 60, 90);
    expect(await refusal("flipped.zip", flipped)).toMatch(/^FILE_UNREADABLE/);
  });

  test("that blows up is refused before it is unpacked", async () => {
    const bomb = zipBytes({ "a.csv": `id\n${"0\n".repeat(140_000_000)}` });
    expect(await refusal("bomb.zip", bomb)).toMatch(/unpacks to more than 400 times/);
  });
});

describe("a workbook", () => {
  const sheets = {
    Notes: [["About this file"], [null, "made by hand"]],
    Orders: [
      ["who", "at", "sum"],
      ["a", "2026-01-01", 5.5],
      ["b, or\nc", "2026-01-32", 6],
    ],
  };

  test("gives its fullest sheet, a line a row", async () => {
    const [path = ""] = writeFiles({ "book.xlsx": workbookBytes(sheets) });
    expect(Buffer.from((await readSample(path)).bytes).toString()).toBe(
      'who,at,sum\na,2026-01-01,5.5\n"b, or c",2026-01-32,6\n',
    );
    const { rows, setAside } = await ingest([resolved([path], roles)]);
    expect((await rows()).map(({ user_id, amount }) => [user_id, amount])).toEqual([["a", 5.5]]);
    expect(setAside[1]?.slice(0, 4)).toEqual(["book.xlsx", "3", "at", "2026-01-32"]);
  });

  test("that is none inside, or empty, says so", async () => {
    expect(await refusal("fake.xlsx", zipBytes({ "xl/workbook.xml": "<nonsense" }))).toMatch(/^FILE_UNREADABLE/);
    const [path = ""] = writeFiles({ "empty.xlsx": workbookBytes({ Sheet1: [] }) });
    expect(await errorOf(readSample(path))).toMatchObject({ code: "FILE_EMPTY" });
  });
});
