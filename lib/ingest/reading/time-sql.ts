import { sqlText, sqlTexts } from "../../platform/duckdb.ts";
import type { ResolvedTable } from "../schema.ts";
import { isZonedFormat, plausibleYears, timeFormats, unixTime } from "../time-formats.ts";

/** How a table's times are written; `timeFormats` are those to try first, a saving of time only. */
export type TimeReading = Pick<ResolvedTable, "dateOrder" | "timeFormats" | "timeZone">;

/** Shapes that the engine's own cast reads alike and faster than any format. */
const isoShapes = ["____-__-__ __:__:__", "____-__-__ __:__", "____-__-__", "____/__/__ __:__:__", "____/__/__ __:__"];

/**
 * A cell as a TIMESTAMP on the clock of the zone, NULL where it shows no time. Cells without an offset are read as that
 * clock's already; instants (with an offset, or unix seconds or milliseconds) are brought to it.
 * A format that does not fit costs the engine half a microsecond a cell, so that they are tried by what is likely, then
 * by the mark after the first number.
 */
export function timeSql(cell: string, reading: TimeReading): string {
  const text = `trim(${cell})`;
  const iso = isoShapes.map((shape) => `${cell} LIKE ${sqlText(shape)}`).join(" OR ");
  const likely = reading.timeFormats.filter((format) => !isZonedFormat(format));
  const quick = `try_strptime(${text}, ${sqlTexts(likely)})::TIMESTAMP`;
  return `coalesce(
    CASE WHEN ${iso} THEN TRY_CAST(${cell} AS TIMESTAMP) END,
    CASE WHEN strlen(${cell}) <= 60 AND NOT ${isWordSql(cell)} THEN coalesce(
      ${unixSql(`TRY_CAST(${cell} AS DOUBLE)`)} AT TIME ZONE ${sqlText(reading.timeZone)},
      ${likely.length === 0 ? "NULL" : plausibleTimeSql(quick)},
      ${anyFormatSql(`regexp_replace(${text}, '\\s+', ' ', 'g')`, reading)})
    END)`;
}

/** The time where its year is plausible, else NULL. */
export function plausibleTimeSql(time: string): string {
  const { from, to } = plausibleYears;
  return `CASE WHEN ${time} >= TIMESTAMP '${from}-01-01' AND ${time} < TIMESTAMP '${to}-01-01' THEN ${time} END`;
}

function anyFormatSql(text: string, { dateOrder, timeZone }: TimeReading): string {
  const groups = new Map<string, string[]>();
  for (const format of timeFormats(dateOrder)) {
    const mark = /^%[dmyY]([-/.年])/.exec(format)?.[1] ?? "";
    groups.set(mark, [...(groups.get(mark) ?? []), format]);
  }
  const cases = [...groups].map(([mark, formats]) => {
    const naive = formats.filter((format) => !isZonedFormat(format));
    const zoned = formats.filter(isZonedFormat);
    const read = [];
    if (naive.length > 0) read.push(`try_strptime(${text}, ${sqlTexts(naive)})::TIMESTAMP`);
    if (zoned.length > 0) read.push(`try_strptime(${text}, ${sqlTexts(zoned)}) AT TIME ZONE ${sqlText(timeZone)}`);
    const sql = read.length === 1 ? read[0] : `coalesce(${read.join(", ")})`;
    return { mark, sql };
  });
  const branches = cases.filter(({ mark }) => mark !== "").map(({ mark, sql }) => `WHEN ${sqlText(mark)} THEN ${sql}`);
  const other = cases.find(({ mark }) => mark === "")?.sql ?? "NULL";
  return `CASE regexp_extract(${text}, '^\\d+(\\D)', 1) ${branches.join(" ")} ELSE ${other} END`;
}

/** The engine takes "epoch" and "infinity" for times. */
function isWordSql(cell: string): string {
  return `regexp_matches(${cell}, '^\\s*[-+]?(epoch|inf)', 'i')`;
}

function unixSql(number: string): string {
  const { seconds, milliseconds } = unixTime;
  return `CASE
    WHEN ${number} >= ${seconds.from} AND ${number} < ${seconds.to} THEN to_timestamp(${number})
    WHEN ${number} >= ${milliseconds.from} AND ${number} < ${milliseconds.to} THEN to_timestamp(${number} / 1000)
  END`;
}
