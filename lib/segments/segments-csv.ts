import type { Localised } from "../core/localised.ts";
import { type Figures, personFigures } from "./figures-schema.ts";
import { noSegmentName } from "./no-segment.ts";
import { type SimilarityRows, similarityCells, similarityColumns } from "./similarity.ts";

/** Ids of some users, the next ones in row order. */
export interface IdPiece {
  readonly rows: number;
  /** Of the row-th of them. */
  idAt(row: number): string;
}

export interface SegmentRows {
  readonly ids: AsyncIterable<IdPiece>;
  readonly labels: Int32Array;
  readonly silhouette: Float32Array;
  readonly names: readonly Localised[];
  /** The segment that each would be put in on request; null where everybody is in one. */
  readonly nearest?: Int32Array | null;
  /** What the algorithm says of each; only what it has. */
  readonly figures?: Figures;
  /** How near what a user wrote is to each segment; then it stands in columns of its own. */
  readonly similarity?: SimilarityRows | null;
}

/** segments.csv in a piece for each of the ids: header, then one row a user in row order; RFC 4180 quoting, \n line ends. */
export async function* segmentsCsv(rows: SegmentRows): AsyncGenerator<string> {
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
  yield `${heads.join(",")}\n`;
  let first = 0;
  for await (const { rows, idAt } of ids) {
    const near = similarity?.(first, first + rows);
    let piece = "";
    for (let at = 0; at < rows; at++) {
      const row = first + at;
      const label = labels[row] ?? -1;
      let beside = nearest ? `,${nearest[row] ?? label}` : "";
      for (const values of told) beside += `,${numberCell(values[row])}`;
      if (near) beside += `,${similarityCells(near, k, at)}`;
      piece += `${csvText(idAt(at))},${label}${tails[label] ?? noTail}${numberCell(silhouette[row])}${beside}\n`;
    }
    first += rows;
    yield piece;
  }
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
