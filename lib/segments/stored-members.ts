import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CladeError } from "../core/errors.ts";
import type { StageKey, WorkspaceId } from "../core/ids.ts";
import type { IngestSummary } from "../ingest/schema.ts";
import { consentSources } from "../ingest/stored-consent.ts";
import { artefacts } from "../platform/artefacts.ts";
import { sqlText, stretchRows } from "../platform/duckdb.ts";
import { queryArtefacts } from "../platform/parquet.ts";
import type { Artefact } from "../platform/store.ts";
import { figureColumns, personFigures } from "./figures-schema.ts";
import { membershipColumns } from "./membership.ts";
import type { SegmentsSummary } from "./schema.ts";
import { nearestColumn } from "./segments-csv.ts";

/** What Clade adds beside the features; their own names may be anything. */
export const memberColumns = {
  row: "clade_row",
  segment: "clade_segment",
  /** The segment; for those of none, the one whose centre is nearest (−1 where the run has no segment). */
  nearest: "clade_nearest",
  silhouette: "clade_silhouette",
  consent: "clade_consent",
  /** How surely they belong to the other segment that they belong to most. */
  nextShare: "clade_next_share",
  ...figureColumns,
} as const;

/** How surely somebody belongs to a segment; there where the run's algorithm says so. */
export function membershipColumn(segment: number): string {
  return `clade_membership_${segment}`;
}

/** How near what somebody wrote is to a segment; there where the run's texts have vectors. */
export function similarityColumn(segment: number): string {
  return `clade_similarity_${segment}`;
}

/** Segments that people's texts are compared with; 0 where they are not. */
export function comparedSegments(run: RunKeys): number {
  const artefact = artefactOf(run, "segments");
  if (!existsSync(join(artefact.folder, similarityFile))) return 0;
  return readJson<SegmentsSummary>(artefact, "segments.json").segments.length;
}

const similarityFile = "similarity.csv";

export interface RunKeys {
  readonly workspaceId: string;
  readonly keys: unknown;
}

/** A finished stage of a run. @throws NOT_FOUND */
export function artefactOf({ workspaceId, keys }: RunKeys, stage: string): Artefact {
  const key = (keys as Readonly<Record<string, string>>)[stage];
  const artefact = key === undefined ? undefined : artefacts().find(workspaceId as WorkspaceId, stage, key as StageKey);
  if (!artefact) throw new CladeError("NOT_FOUND");
  return artefact;
}

export function readJson<T>(artefact: Artefact, file: string): T {
  return JSON.parse(readFileSync(join(artefact.folder, file), "utf8")) as T;
}

/**
 * Everybody of a run with features, segment, silhouette, consent and what its algorithm says of each in one Parquet file, in row order: an artefact under
 * the key of the segments it was made from, made when it is first asked for. Answers the path of the file.
 */
export async function membersFile(run: RunKeys): Promise<string> {
  const workspace = run.workspaceId as WorkspaceId;
  const segments = artefactOf(run, "segments");
  const { key } = segments.receipt;
  const known = artefacts().find(workspace, "members", key);
  if (known) return join(known.folder, "members.parquet");
  const started = performance.now();
  const draft = await artefacts().begin(workspace, "members", key);
  try {
    await queryArtefacts(membersSql(run, segments, join(draft.folder, "members.parquet")));
    const made = await draft.publish({
      ...{ stage: "members", version: 5, key, params: {} },
      inputs: { segments: key },
      milliseconds: performance.now() - started,
      peakRssBytes: 0,
    });
    return join(made.folder, "members.parquet");
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

/**
 * segments.csv escapes ids for spreadsheets, so rows are matched by place: all files of a run are in one order. Consent is
 * NULL for everybody where no column asks for it.
 */
function membersSql(run: RunKeys, segments: Artefact, target: string): string {
  const users = join(artefactOf(run, "features").folder, "users.parquet");
  const ingest = artefactOf(run, "ingest");
  const sources = consentSources(ingest.folder, readJson<IngestSummary>(ingest, "ingest.json").tables);
  const agreed = sources.map(({ otherwise }, i) => `coalesce(c${i}.agreed, ${otherwise})`);
  const { row, segment, nearest, silhouette, consent } = memberColumns;
  const { noise, figures = [], between = [] } = readJson<SegmentsSummary>(segments, "segments.json");
  const told = personFigures.map((figure) => {
    return `, ${figures.includes(figure) ? `s.${figure}` : "NULL::DOUBLE"} AS ${figureColumns[figure]}`;
  });
  const placed = noise ? nearestColumn : "segment";
  const shares = between.map((_, i) => `, b.membership_${i} AS ${membershipColumn(i)}`).join("");
  const next = `, ${between.length > 0 ? "b.next_share" : "NULL::DOUBLE"} AS ${memberColumns.nextShare}`;
  const compared = Array.from({ length: comparedSegments(run) }, (_, i) => i);
  const similarity = compared.map((i) => `, v.similarity_${i} AS ${similarityColumn(i)}`).join("");
  return `COPY (
    SELECT u.* EXCLUDE (file_row_number), u.file_row_number::INTEGER AS ${row}, s.segment AS ${segment},
      s.${placed} AS ${nearest}, s.silhouette AS ${silhouette}, ${agreed.join(" AND ") || "NULL::BOOLEAN"} AS ${consent}${told.join("")}${next}${shares}${similarity}
    FROM (SELECT * FROM read_parquet(${sqlText(users)}, file_row_number = true) ORDER BY file_row_number) u
    POSITIONAL JOIN (
      SELECT ${["segment", ...(noise ? [nearestColumn] : []), "silhouette", ...figures].join(", ")} FROM read_csv(${sqlText(join(segments.folder, "segments.csv"))}, header = true,
        columns = {user_id: 'VARCHAR', segment: 'INTEGER', name: 'VARCHAR', name_zh: 'VARCHAR', silhouette: 'DOUBLE'
          ${noise ? `, ${nearestColumn}: 'INTEGER'` : ""}${figures.map((figure) => `, ${figure}: 'DOUBLE'`).join("")}},
        delim = ',', quote = '"', escape = '"', parallel = false)
    ) s
    ${between.length > 0 ? membershipSql(join(segments.folder, "membership.csv"), between.length) : ""}
    ${compared.length > 0 ? similaritySql(join(segments.folder, similarityFile), compared) : ""}
    ${sources.map(({ sql }, i) => `LEFT JOIN (${sql}) c${i} ON c${i}.user_id = u.user_id`).join("\n")}
    ORDER BY ${row}
  ) TO ${sqlText(target)} (FORMAT parquet, ROW_GROUP_SIZE ${stretchRows})`;
}

function membershipSql(file: string, segments: number): string {
  const columns = membershipColumns(segments).map((column) => `, ${column}: 'DOUBLE'`);
  return `POSITIONAL JOIN (SELECT * EXCLUDE (user_id, segment, next_segment) FROM read_csv(${sqlText(file)}, header = true, columns =
    {user_id: 'VARCHAR', segment: 'INTEGER', next_segment: 'INTEGER', next_share: 'DOUBLE'${columns.join("")}}, delim = ',', quote = '"',
    escape = '"', parallel = false)) b`;
}

function similaritySql(file: string, segments: readonly number[]): string {
  const columns = segments.map((segment) => `similarity_${segment}: 'DOUBLE'`).join(", ");
  return `POSITIONAL JOIN (SELECT * FROM read_csv(${sqlText(file)}, header = true, columns = {${columns}}, delim = ',',
    parallel = false)) v`;
}
