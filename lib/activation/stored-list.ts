import { existsSync } from "node:fs";
import { join } from "node:path";
import { hashValue } from "../core/hash.ts";
import type { StageKey, WorkspaceId } from "../core/ids.ts";
import { personalPlace } from "../ingest/schema.ts";
import { artefacts } from "../platform/artefacts.ts";
import { sqlName, sqlText, stretchRows } from "../platform/duckdb.ts";
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
const stretch = 2 * stretchRows;

const pieceBytes = 1 << 17;

/**
 * A list as CSV (RFC 4180, CRLF for spreadsheets), piece by piece in the run's order: no size is too large for it. Lines go
 * straight into bytes; texts that are held longer would outlive the collector's first look, and the process would grow.
 */
export async function* writeList(list: OpenList): AsyncGenerator<Uint8Array> {
  const { columns, bom, writeId } = list;
  const writers = columns.map(({ write = plain }) => write);
  yield Buffer.from(`${bom ? "\ufeff" : ""}${["user_id", ...columns.map(({ head }) => csvText(head))].join(",")}\r\n`);
  const stretches = await queryArtefacts(`SELECT min(row)::DOUBLE AS first, max(row)::DOUBLE AS last,
      min(left(md5(user_id), 8)) AS from_place, max(left(md5(user_id), 8)) AS to_place
    FROM read_parquet(${sqlText(list.listFile)}) WHERE held = ${list.part === "control"}
    GROUP BY row // ${stretch} ORDER BY first`);
  for await (const rows of streamArtefacts(...stretches.map((one) => rowsSql(list, one)))) {
    let piece = Buffer.allocUnsafeSlow(pieceBytes);
    let at = 0;
    for (const values of rows) {
      let line = csvText(writeId(String(values[0] ?? "")));
      for (let i = 0; i < writers.length; i++) line += `,${csvText(writers[i]?.(values[i + 1]) ?? "")}`;
      if (line.length * 3 + 2 > piece.length - at) {
        yield piece.subarray(0, at);
        piece = Buffer.allocUnsafeSlow(Math.max(pieceBytes, line.length * 3 + 2));
        at = 0;
      }
      at += piece.write(`${line}\r\n`, at);
    }
    yield piece.subarray(0, at);
  }
}

/** All three files stand in the run's order, so that each is read in stretches too. */
function rowsSql(
  { listFile, membersFile, personalFile, part, columns }: OpenList,
  stretchOf: Readonly<Record<string, unknown>>,
): string {
  const { row } = memberColumns;
  const within = `BETWEEN ${Number(stretchOf.first)} AND ${Number(stretchOf.last)}`;
  const places = `BETWEEN ${sqlText(String(stretchOf.from_place))} AND ${sqlText(String(stretchOf.to_place))}`;
  const values = columns.map(({ from, name }) => `${from === "members" ? "m" : "p"}.${sqlName(name)}`);
  const apart = columns.some(({ from }) => from === "personal") && personalFile;
  return `SELECT ${["l.user_id", ...values].join(", ")}
    FROM (SELECT user_id, row FROM read_parquet(${sqlText(listFile)})
      WHERE row ${within} AND held = ${part === "control"}) l
    JOIN (SELECT * FROM read_parquet(${sqlText(membersFile)}) WHERE ${row} ${within}) m ON m.${row} = l.row
    ${apart ? `LEFT JOIN (SELECT * FROM read_parquet(${sqlText(apart)}) WHERE ${personalPlace} ${places}) p ON p.user_id = l.user_id` : ""}
    ORDER BY l.row`;
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "number") return String(value);
  return Number.isFinite(value) ? String(Math.round(value * 1e6) / 1e6) : "";
}
