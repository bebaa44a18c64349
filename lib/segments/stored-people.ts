import type { FeatureInfo } from "../features/schema.ts";
import { sqlName, sqlText } from "../platform/duckdb.ts";
import { queryArtefacts } from "../platform/parquet.ts";
import { figureColumns } from "./figures-schema.ts";
import type { MemberRowDto, MembersQuery, PersonDto } from "./member-schema.ts";
import type { ReportDraft, SegmentsSummary } from "./schema.ts";
import { nextNearest } from "./stored-matrix.ts";
import {
  artefactOf,
  comparedSegments,
  memberColumns,
  membershipColumn,
  type RunKeys,
  readJson,
  similarityColumn,
} from "./stored-members.ts";

/** Who is meant: a segment (−1: who is in none), the rows of a lasso, or everybody. */
export type Members = { readonly segment: number } | { readonly rowsFile: string } | null;

/** What becomes of those in no segment: they stay what they are, are left out, or count for the segment nearest to them. */
export type NoiseChoice = "keep" | "leave-out" | "nearest";

export function membersWhere(members: Members, search?: string, noise: NoiseChoice = "keep"): string {
  const parts = noise === "leave-out" ? [`${memberColumns.segment} >= 0`] : [];
  const own = noise === "nearest" ? memberColumns.nearest : memberColumns.segment;
  if (members && "segment" in members) parts.push(`${own} = ${Math.trunc(members.segment)}`);
  if (members && "rowsFile" in members)
    parts.push(
      `${memberColumns.row} IN (SELECT row FROM read_csv(${sqlText(members.rowsFile)}, header = true, columns = {row: 'INTEGER'}))`,
    );
  if (search) parts.push(`contains(lower(user_id), lower(${sqlText(search)}))`);
  return parts.length > 0 ? parts.join(" AND ") : "true";
}

/** What members of a run are told with: its features, and its segments where everybody's belonging to each is known. */
export type MemberSource = Pick<SegmentsSummary, "features" | "between">;

/** Columns under plain names, so that a shop's own column names never become keys of ours. */
export function membersSelect({ features, between = [] }: MemberSource): string {
  const { row, segment, silhouette, strength, outlier } = memberColumns;
  return [
    `user_id AS id, ${row}::DOUBLE AS at, ${segment}::DOUBLE AS segment, ${silhouette} AS silhouette, ${strength} AS strength, ${outlier} AS outlier`,
    ...features.map(({ id }, i) => `${sqlName(id)}::DOUBLE AS f${i}`),
    ...between.map((_, i) => `${membershipColumn(i)} AS m${i}`),
  ].join(", ");
}

/** Missing values last, equal ones in the run's order, so that pages neither overlap nor skip. */
export function membersOrder({ sort, order }: MembersQuery, features: readonly FeatureInfo[]): string {
  const { row, silhouette, nextShare } = memberColumns;
  const known = new Map([
    ["user", "user_id"],
    ["silhouette", silhouette],
    ...[...Object.values(figureColumns), nextShare].map((name) => [name, name] as const),
  ]);
  const column = known.get(sort) ?? (features.some(({ id }) => id === sort) ? sqlName(sort) : row);
  return `${column} ${order === "desc" ? "DESC" : "ASC"} NULLS LAST, ${row}`;
}

export function memberRow(found: Readonly<Record<string, unknown>>, { features, between }: MemberSource): MemberRowDto {
  return {
    row: Number(found.at ?? 0),
    userId: String(found.id ?? ""),
    segment: Number(found.segment ?? -1),
    silhouette: asNumber(found.silhouette),
    strength: asNumber(found.strength),
    outlier: asNumber(found.outlier),
    membership: between?.map((_, i) => asNumber(found[`m${i}`])) ?? null,
    values: features.map((_, i) => asNumber(found[`f${i}`])),
  };
}

function asNumber(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** One person by their place in the run's order; null where nobody stands there. */
export async function findPerson(run: RunKeys, file: string, at: number): Promise<PersonDto | null> {
  const artefact = artefactOf(run, "segments");
  const summary = readJson<SegmentsSummary>(artefact, "segments.json");
  const { features } = summary;
  const { currency } = readJson<ReportDraft>(artefact, "report.json");
  const compared = Array.from({ length: comparedSegments(run) }, (_, segment) => segment);
  const similarity = compared.map((segment) => `, ${similarityColumn(segment)} AS s${segment}`).join("");
  const [found] = await queryArtefacts(
    `SELECT ${membersSelect(summary)}, ${memberColumns.consent} AS agreed${similarity}
    FROM read_parquet(${sqlText(file)}) WHERE ${memberColumns.row} = ${Math.trunc(at)}`,
  );
  if (!found) return null;
  const member = memberRow(found, summary);
  const agreed = typeof found.agreed === "boolean" ? found.agreed : null;
  return {
    ...{ ...member, features, currency, agreed },
    nextNearest: nextNearest(run, member.row, member.segment),
    similarity: compared.length > 0 ? compared.map((segment) => asNumber(found[`s${segment}`])) : null,
  };
}
