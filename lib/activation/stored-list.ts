import { existsSync } from "node:fs";
import { join } from "node:path";
import { hashValue } from "../core/hash.ts";
import type { StageKey, WorkspaceId } from "../core/ids.ts";
import { artefacts } from "../platform/artefacts.ts";
import { sqlName, sqlText } from "../platform/duckdb.ts";
import { queryArtefacts, streamArtefacts } from "../platform/parquet.ts";
import { csvText } from "../segments/segments-csv.ts";
import { memberColumns } from "../segments/stored-members.ts";
import type { ListColumn } from "./list-columns.ts";
import { type Audience, listSql } from "./stored-audience.ts";

const stage = "lists";
const file = "list.parquet";

/**
 * Who is on a list and who is held back, as an artefact: what left the house stays what it was, whatever becomes of the run
 * or the lasso it was drawn from, and a later list can be told to leave these people alone. Answers its key.
 */
export async function storeList(
  workspace: WorkspaceId,
  audience: Audience,
  held: { readonly rows: number; readonly seed: number },
): Promise<string> {
  const key = hashValue({ stage, workspace, audience, held }) as StageKey;
  if (artefacts().find(workspace, stage, key)) return key;
  const started = performance.now();
  const draft = await artefacts().begin(workspace, stage, key);
  try {
    await queryArtefacts(listSql(audience, held, join(draft.folder, file)));
    const milliseconds = performance.now() - started;
    await draft.publish({ stage, version: 1, key, params: {}, inputs: {}, milliseconds, peakRssBytes: 0 });
    return key;
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

/** Path of a stored list; undefined where it is not there. */
export function listFile(workspace: WorkspaceId, key: string | null): string | undefined {
  const artefact = key === null ? undefined : artefacts().find(workspace, stage, key as StageKey);
  const path = artefact && join(artefact.folder, file);
  return path && existsSync(path) ? path : undefined;
}

export interface OpenList {
  readonly listFile: string;
  readonly membersFile: string;
  readonly personalFile: string | undefined;
  readonly part: "list" | "control";
  readonly columns: readonly ListColumn[];
  readonly bom: boolean;
  /** How an id may be shown. */
  readonly writeId: (id: string) => string;
}

/** Rows of the run's order that are joined at a time: memory hangs on this, not on the length of the list. */
const stretch = 50_000;

/** A list as CSV (RFC 4180, CRLF for spreadsheets), piece by piece in the run's order: no size is too large for it. */
export async function* writeList(list: OpenList): AsyncGenerator<string> {
  const { columns, bom, writeId } = list;
  yield `${bom ? "\ufeff" : ""}${["user_id", ...columns.map(({ head }) => csvText(head))].join(",")}\r\n`;
  const [last] = await queryArtefacts(`SELECT max(row)::DOUBLE AS row FROM read_parquet(${sqlText(list.listFile)})`);
  const stretches = Math.ceil((Number(last?.row ?? -1) + 1) / stretch);
  const queries = Array.from({ length: stretches }, (_, i) => rowsSql(list, i * stretch, (i + 1) * stretch));
  for await (const rows of streamArtefacts(...queries)) {
    let piece = "";
    for (const [id, ...values] of rows) {
      const cells = columns.map(({ write = plain }, i) => csvText(write(values[i])));
      piece += `${[csvText(writeId(String(id ?? ""))), ...cells].join(",")}\r\n`;
    }
    yield piece;
  }
}

function rowsSql({ listFile, membersFile, personalFile, part, columns }: OpenList, from: number, to: number): string {
  const { row } = memberColumns;
  const values = columns.map((column) => `${column.from === "members" ? "m" : "p"}.${sqlName(column.name)}`);
  const apart = columns.some((column) => column.from === "personal") && personalFile;
  return `SELECT ${["l.user_id", ...values].join(", ")}
    FROM (SELECT user_id, row FROM read_parquet(${sqlText(listFile)})
      WHERE row >= ${from} AND row < ${to} AND held = ${part === "control"}) l
    JOIN (SELECT * FROM read_parquet(${sqlText(membersFile)}) WHERE ${row} >= ${from} AND ${row} < ${to}) m
      ON m.${row} = l.row
    ${apart ? `LEFT JOIN read_parquet(${sqlText(apart)}) p ON p.user_id = l.user_id` : ""}
    ORDER BY l.row`;
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "number") return String(value);
  return Number.isFinite(value) ? String(Math.round(value * 1e6) / 1e6) : "";
}
