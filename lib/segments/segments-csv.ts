import type { Localised } from "../core/localised.ts";
import { type Figures, personFigures } from "./figures-schema.ts";
import { noSegmentName } from "./no-segment.ts";
import { similarityCells, similarityColumns } from "./similarity.ts";

export interface SegmentRows {
  readonly ids: readonly string[];
  readonly labels: Int32Array;
  readonly silhouette: Float32Array;
  readonly names: readonly Localised[];
  /** The segment that each would be put in on request; null where everybody is in one. */
  readonly nearest?: Int32Array | null;
  /** What the algorithm says of each; only what it has. */
  readonly figures?: Figures;
  /** users × segments: how near what a user wrote is to each; then it stands in columns of its own. */
  readonly similarity?: Float32Array | null;
}

/** segments.csv in pieces of about 8,192 rows: header, then one row a user in row order; RFC 4180 quoting, \n line ends. */
export function* segmentsCsv(rows: SegmentRows): Generator<string> {
  const { ids, labels, silhouette, names, nearest, figures = {}, similarity } = rows;
  const told = personFigures.flatMap((figure) => figures[figure] ?? []);
  const tailOf = ({ en, zh }: Localised) => `,${csvText(en)},${csvText(zh)},`;
  const tails = names.map(tailOf);
  const noTail = tailOf(noSegmentName);
  const k = names.length;
  const heads = [
    ...["user_id", "segment", "name", "name_zh", "silhouette"],
    ...(nearest ? [nearestColumn] : []),
    ...personFigures.filter((figure) => figures[figure]),
    ...(similarity ? similarityColumns(k) : []),
  ];
  let piece = `${heads.join(",")}\n`;
  for (let row = 0; row < ids.length; row++) {
    const label = labels[row] ?? -1;
    const width = silhouette[row] ?? Number.NaN;
    const placed = nearest ? `,${nearest[row] ?? label}` : "";
    const near = similarity ? `,${similarityCells(similarity, k, row)}` : "";
    let beside = placed;
    for (const values of told) beside += `,${numberCell(values[row])}`;
    piece += `${csvText(ids[row] ?? "")},${label}${tails[label] ?? noTail}${numberCell(width)}${beside}${near}\n`;
    if (row % 8192 === 8191) {
      yield piece;
      piece = "";
    }
  }
  yield piece;
}

/** Four decimals; nothing where it is not known. */
function numberCell(value = Number.NaN): string {
  return Number.isNaN(value) ? "" : String(Math.round(value * 1e4) / 1e4 + 0);
}

export const nearestColumn = "nearest_segment";

/** A customer kept apart before clustering, with what they brought. */
export interface ApartUser {
  readonly id: string;
  readonly revenue: number;
}

/** apart.csv: the customers that are in no segment, in the order given; revenue to four decimals. */
export function* apartCsv(users: readonly ApartUser[]): Generator<string> {
  yield "user_id,revenue\n";
  for (const { id, revenue } of users) yield `${csvText(id)},${Math.round(revenue * 1e4) / 1e4}\n`;
}

const special = /[",\r\n]/;
const formula = /^[=+\-@\t\r]/;
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * A text as a CSV cell. One that a spreadsheet would run as a formula (starting with = + - @, tab or return) gets an
 * apostrophe in front, unless it is a number; every other text stays exactly as it is.
 */
export function csvText(text: string): string {
  const safe = formula.test(text) && !number.test(text) ? `'${text}` : text;
  return special.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
