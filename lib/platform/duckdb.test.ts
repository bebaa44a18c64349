import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { openDuckDb, selectRows, sqlName, sqlText, sqlTexts } from "./duckdb.ts";

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "clade-duckdb-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test("reads and writes in its folders and nowhere else, and stays locked", async () => {
  const [mine, other] = [folder(), folder()];
  writeFileSync(join(mine, "a.csv"), "x\n1\n");
  writeFileSync(join(other, "a.csv"), "x\n1\n");
  const connection = await openDuckDb({ folders: [mine], threads: 1, temporaryFolder: mine });
  const read = (path: string) => selectRows(connection, `SELECT x FROM read_csv(${sqlText(path)}, header = true)`);
  expect(await read(join(mine, "a.csv"))).toHaveLength(1);
  for (const path of [join(other, "a.csv"), join(mine, "..", "a.csv"), "/etc/passwd", "https://example.org/a.csv"]) {
    await expect(read(path)).rejects.toThrow(/Permission Error/);
  }
  for (const statement of [
    "SET enable_external_access = true",
    "SET allowed_directories = ['/']",
    "RESET lock_configuration",
    "INSTALL httpfs",
    "LOAD httpfs",
    `ATTACH ${sqlText(join(other, "x.db"))}`,
    `COPY (SELECT 1) TO ${sqlText(join(other, "b.csv"))}`,
  ]) {
    await expect(connection.run(statement), statement).rejects.toThrow();
  }
});

test("any text is a literal and any text without a zero byte a name", async () => {
  const connection = await openDuckDb({ folders: [], threads: 1, temporaryFolder: "" });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: "grapheme", maxLength: 8 }), { minLength: 1 }), async (texts) => {
      const tricky = [...texts, "a'b", "'; DROP TABLE x; --", "\0", "a\0'b\0", "\\", "$$"];
      const [row] = await selectRows(connection, `SELECT ${sqlTexts(tricky)} AS texts`);
      // The client drops a byte order mark at the head of a text.
      expect(row?.texts).toEqual(tricky.map((text) => text.replace(/^\ufeff/, "")));
      const name = `${tricky.join("").replaceAll("\0", "")}"x"`;
      expect(Object.keys((await selectRows(connection, `SELECT 1 AS ${sqlName(name)}`))[0] ?? {})).toHaveLength(1);
    }),
    { numRuns: 50 },
  );
});
