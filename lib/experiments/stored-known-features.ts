import type { Localised } from "../core/localised.ts";
import { sqlName, sqlText } from "../platform/duckdb.ts";

/** A run's feature of a test's users, as it was when the test began. */
export interface KnownFeature {
  readonly id: string;
  readonly label: Localised;
}

/** The column of assignment.parquet that holds it: features may be called anything, also "arm". */
export function knownColumn(id: string): string {
  return sqlName(`known:${id}`);
}

const metadataKey = "clade_known";

/** For COPY … TO: which features the file holds beside the assignment, and what they are called. */
export function knownMetadata(known: readonly KnownFeature[]): string {
  const kept = known.map(({ id, label }) => ({ id, label: { en: label.en, zh: label.zh } }));
  return known.length === 0 ? "" : `, KV_METADATA {${metadataKey}: ${sqlText(JSON.stringify(kept))}}`;
}

/** The features that an assignment holds. */
export async function readKnown(
  path: string,
  query: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>,
): Promise<KnownFeature[]> {
  const [found] = await query(
    `SELECT decode(value) AS known FROM parquet_kv_metadata(${sqlText(path)}) WHERE decode(key) = ${sqlText(metadataKey)}`,
  );
  return found === undefined ? [] : (JSON.parse(String(found.known)) as KnownFeature[]);
}
