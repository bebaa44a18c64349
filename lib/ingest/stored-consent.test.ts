import { describe, expect, test } from "vitest";
import { openDuckDb, selectRows, sqlText } from "../platform/duckdb.ts";
import { isOptOut } from "./detection/consent-words.ts";
import { ingest, resolved, temporaryFolder, writeFiles } from "./fixtures/run-ingest.ts";
import type { ColumnRole } from "./schema.ts";
import { agreedSql, consentSources } from "./stored-consent.ts";

async function agreed(cells: readonly (string | null)[], isOut: boolean): Promise<unknown[]> {
  const folder = temporaryFolder();
  const connection = await openDuckDb({ folders: [folder], threads: 1, temporaryFolder: folder });
  const rows = cells.map((cell, i) => `(${i}, ${cell === null ? "NULL" : sqlText(cell)})`).join(", ");
  const found = await selectRows(
    connection,
    `SELECT ${agreedSql("cell", isOut)} AS said FROM (VALUES ${rows}) t(i, cell) ORDER BY i`,
  );
  return found.map(({ said }) => said);
}

describe("a cell of a consent column", () => {
  const yes = ["1", "yes", " YES ", "true", "Y", "是", "　是　", "2024-03-01 10:00", "2024年3月1日"];
  const no = ["0", "no", "False", "否", "N", "0.0"];
  test("says yes or no by what the column asks", async () => {
    expect(await agreed(yes, false)).toEqual(yes.map(() => true));
    expect(await agreed(no, false)).toEqual(no.map(() => false));
    expect(await agreed(yes, true)).toEqual(yes.map(() => false));
    expect(await agreed(no, true)).toEqual(no.map(() => true));
  });

  test("may say it by itself, whatever the column asks", async () => {
    for (const isOut of [true, false]) {
      expect(await agreed(["Subscribed", "opted in", "已授权", "未退订"], isOut)).toEqual([true, true, true, true]);
      expect(await agreed(["unsubscribed", "opt-out", "已退订", "未授权"], isOut)).toEqual([
        false,
        false,
        false,
        false,
      ]);
    }
  });

  test("says nothing where it is empty, and is no agreement where it cannot be understood", async () => {
    expect(await agreed([null, "", "n/a", "-"], false)).toEqual([null, null, null, null]);
    for (const isOut of [true, false]) expect(await agreed(["maybe", "2"], isOut)).toEqual([false, false]);
  });
});

test.each([
  ["unsubscribed", true],
  ["email_opt_out", true],
  ["Do Not Contact", true],
  ["是否退订", true],
  ["免打扰", true],
  ["consent", false],
  ["Accepts Marketing", false],
  ["newsletter", false],
  ["是否同意接收短信", false],
  ["营销授权", false],
])("a yes under “%s” refuses: %s", (name, isOut) => expect(isOptOut(name)).toBe(isOut));

describe("a dataset's consent", () => {
  async function read(text: string, roles: Readonly<Record<string, ColumnRole>>, kind: "users" | "transactions") {
    const [file = ""] = writeFiles({ "f.csv": text });
    const { out, summary } = await ingest([resolved([file], roles, { kind })]);
    const connection = await openDuckDb({ folders: [out], threads: 1, temporaryFolder: out });
    return Promise.all(
      consentSources(out, summary.tables).map(async ({ sql, otherwise }) => ({
        otherwise,
        people: Object.fromEntries(
          (await selectRows(connection, `${sql} ORDER BY user_id`)).map((row) => [row.user_id, row.agreed]),
        ),
      })),
    );
  }

  test("is each column's, and says what holds of those it does not name", async () => {
    const roles = { id: "user", consent: "consent", 退订: "consent" } as const;
    const sources = await read("id,consent,退订\na,yes,否\nb,,是\nc,no,\n", roles, "users");
    expect(sources).toEqual([
      { otherwise: false, people: { a: true, c: false } },
      { otherwise: true, people: { a: true, b: false } },
    ]);
  });

  test("in orders is the latest word; of two at once the refusal", async () => {
    const roles = { u: "user", t: "time", a: "amount", accepts_marketing: "consent" } as const;
    const text = [
      "u,t,a,accepts_marketing",
      ...["a,2024-01-01,1,no", "a,2024-03-01,1,yes", "a,2024-04-01,1,", "b,2024-03-01,1,yes", "b,2024-03-01,1,no"],
      ...["c,2024-05-01,1,no", "c,2024-01-01,1,yes", "d,later,1,yes"],
    ].join("\n");
    expect(await read(text, roles, "transactions")).toEqual([
      { otherwise: false, people: { a: true, b: false, c: false } },
    ]);
  });
});
