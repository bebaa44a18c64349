import { sqlText, sqlTexts } from "../../platform/duckdb.ts";
import type { DateOrder } from "../schema.ts";
import { isZonedFormat, plausibleYears, timeFormats, unixTime } from "../time-formats.ts";

/** Shapes that the engine's own cast reads alike and faster than any format. */
const isoShapes = ["____-__-__ __:__:__", "____-__-__ __:__", "____-__-__", "____/__/__ __:__:__", "____/__/__ __:__"];

/**
 * A cell as a TIMESTAMP on the clock of `timeZone`, NULL where it shows no time. Cells without an offset are read as
 * that clock's already; instants (with an offset, or unix seconds or milliseconds) are brought to it.
 */
export function timeSql(cell: string, dateOrder: DateOrder, timeZone: string): string {
  const formats = timeFormats(dateOrder);
  const naive = sqlTexts(formats.filter((format) => !isZonedFormat(format)));
  const zoned = sqlTexts(formats.filter(isZonedFormat));
  const iso = isoShapes.map((shape) => `${cell} LIKE ${sqlText(shape)}`).join(" OR ");
  const text = `regexp_replace(trim(${cell}), '\\s+', ' ', 'g')`;
  const number = `TRY_CAST(${cell} AS DOUBLE)`;
  return `coalesce(
    CASE WHEN ${iso} THEN TRY_CAST(${cell} AS TIMESTAMP) END,
    CASE WHEN strlen(${cell}) <= 60 AND NOT ${isWordSql(cell)} THEN coalesce(
      try_strptime(${text}, ${naive})::TIMESTAMP,
      try_strptime(${text}, ${zoned}) AT TIME ZONE ${sqlText(timeZone)},
      ${unixSql(number)} AT TIME ZONE ${sqlText(timeZone)})
    END)`;
}

/** The time where its year is plausible, else NULL. */
export function plausibleTimeSql(time: string): string {
  const { from, to } = plausibleYears;
  return `CASE WHEN ${time} >= TIMESTAMP '${from}-01-01' AND ${time} < TIMESTAMP '${to}-01-01' THEN ${time} END`;
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
