import type { Locale, Localised } from "../core/localised.ts";
import type { FeatureInfo } from "../features/schema.ts";
import { uniqueNames } from "../ingest/reading/stored-names.ts";
import type { PersonalColumn } from "../ingest/schema.ts";

/** Where a column's values are: beside the run's people, or among what is kept apart. */
export interface ListColumn {
  readonly head: string;
  readonly from: "members" | "personal";
  /** Name of the column there. */
  readonly name: string;
  /** Turns the value into the text of a cell where that is not the value itself. */
  readonly write?: (value: unknown) => string;
}

export interface KnownColumns {
  readonly features: readonly Pick<FeatureInfo, "id">[];
  readonly personal: readonly PersonalColumn[];
  /** Names of the run's segments in the list's language, and of those in none. */
  readonly segments: readonly string[];
  readonly noSegment: string;
  readonly segmentColumn: string;
  readonly silhouetteColumn: string;
  /** What the run's algorithm says of each person, by what a list calls it. */
  readonly figureColumns: Readonly<Record<string, string>>;
  /** By segment: how near what people wrote is to it; empty where that is not known. */
  readonly similarityColumns: readonly string[];
  /** By segment: how surely people belong to it; empty where the run's algorithm does not say. */
  readonly membershipColumns: readonly string[];
}

export interface AskedColumns {
  readonly columns: readonly string[];
  readonly personal: readonly string[];
}

/** The columns asked for behind the id, in their order, personal ones last; each head stands once. */
export function listColumns({ columns, personal }: AskedColumns, known: KnownColumns): ListColumn[] {
  const found = [
    ...[...new Set(columns.flatMap((id) => expand(id, known)))].flatMap((id) => memberColumn(id, known) ?? []),
    ...[...new Set(personal)].flatMap((id) => {
      const column = known.personal.find(({ parquet }) => parquet === id);
      return column ? [personalColumn(column)] : [];
    }),
  ];
  const heads = uniqueNames(
    found.map(({ head }) => head),
    ["user_id"],
  );
  return found.map((column, i) => ({ ...column, head: heads[i] ?? column.head }));
}

/** What is asked for and not there. */
export function unknownColumns({ columns, personal }: AskedColumns, known: KnownColumns): string[] {
  return [
    ...columns.filter((id) => expand(id, known).some((one) => !memberColumn(one, known))),
    ...personal.filter((id) => !known.personal.some(({ parquet }) => parquet === id)),
  ];
}

/** "membership" stands for that of every segment, where it is known. */
function expand(id: string, { features, membershipColumns }: KnownColumns): string[] {
  const isOne = id !== "membership" || membershipColumns.length === 0 || features.some((feature) => feature.id === id);
  return isOne ? [id] : membershipColumns.map((_, segment) => `membership_${segment}`);
}

function memberColumn(id: string, known: KnownColumns): ListColumn | undefined {
  const { features, segments, noSegment, segmentColumn, silhouetteColumn } = known;
  if (features.some((feature) => feature.id === id)) return { head: id, from: "members", name: id };
  if (id === "segment") return { head: id, from: "members", name: segmentColumn };
  if (id === "silhouette") return { head: id, from: "members", name: silhouetteColumn };
  const figure = known.figureColumns[id];
  if (figure !== undefined) return { head: id, from: "members", name: figure };
  const [, kind, segment] = /^(similarity|membership)_(\d+)$/.exec(id) ?? [];
  if (segment !== undefined) {
    const name = (kind === "membership" ? known.membershipColumns : known.similarityColumns)[Number(segment)];
    return name === undefined ? undefined : { head: id, from: "members", name };
  }
  if (id !== "name") return undefined;
  const write = (value: unknown) => (typeof value === "number" && (value < 0 ? noSegment : segments[value])) || "";
  return { head: "segment_name", from: "members", name: segmentColumn, write };
}

function personalColumn({ name, parquet, kind }: PersonalColumn): ListColumn {
  const column = { head: name, from: "personal", name: parquet } as const;
  return kind === "phone" ? { ...column, write: (value) => writePhone(String(value ?? "")) } : column;
}

/**
 * "+49 (151) 234-56" as +4915123456: what senders take, and a number, so that no spreadsheet takes it for a formula. Anything
 * else stays as it is.
 */
export function writePhone(text: string): string {
  return /^\+[\d\s().-]+$/.test(text) ? text.replaceAll(/[\s().-]/g, "") : text;
}

/** What a segment is called on a list. */
export function segmentName(own: string | null, name: Localised, locale: Locale): string {
  return own ?? name[locale];
}

/** What a list is called, and its file. */
export function listTitle(
  dataset: string,
  of: { readonly segment: string } | { readonly run: number },
  locale: Locale,
) {
  const what = "segment" in of ? of.segment : { en: `run ${of.run}`, zh: `第 ${of.run} 次分析` }[locale];
  return { en: `${dataset} – ${what}`, zh: `${dataset}－${what}` }[locale];
}

export function fileName(title: string, part: "list" | "control", locale: Locale): string {
  const control = { en: " (control group)", zh: "（对照组）" }[locale];
  return `${title}${part === "control" ? control : ""}.csv`;
}
