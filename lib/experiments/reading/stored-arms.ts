import type { DuckDBConnection, DuckDBDataChunk } from "@duckdb/node-api";
import { CladeError } from "../../core/errors.ts";
import { chunkDoubles, selectRows, sqlTexts } from "../../platform/duckdb.ts";
import { type Stretch, UserJoiner } from "./join-users.ts";
import type { ReadingPlan } from "./value-columns.ts";

/** The lists that rows are coded by: place of arm, place of segment. */
export interface Codes {
  readonly arms: readonly string[];
  readonly segments: readonly string[];
}

/** What there is in the rows, before anybody is counted. */
export interface RowFacts {
  readonly arms: readonly { readonly arm: string; readonly rows: number }[];
  /** Users without one are under "". */
  readonly segments: readonly string[];
  /** On which users came in, since 1970. */
  readonly days: { readonly first: number; readonly last: number } | null;
  /** Last day on which anything happened. */
  readonly lastDay: number | null;
  /** Has every row a user of its own? */
  readonly isUnique: boolean;
}

export const mostArms = 50;
export const mostSegments = 200;
const mostDays = 3660;

export interface RowSource {
  readonly connection: DuckDBConnection;
  /** SQL of the rows: unit, arm, segment, day, seen, v0, … */
  readonly from: string;
  readonly has: { readonly unit: boolean; readonly segment: boolean; readonly day: boolean; readonly seen: boolean };
}

/** @throws TOO_MANY_VALUES where arms or segments are no groups */
export async function findFacts(
  { connection, from, has }: RowSource,
  names: { readonly file: string; readonly arm: string; readonly segment: string | undefined },
): Promise<RowFacts> {
  const arms = await selectRows(
    connection,
    `SELECT arm, count(*)::DOUBLE AS rows FROM ${from} GROUP BY arm ORDER BY arm LIMIT ${10_000}`,
  );
  const { file } = names;
  if (arms.length > mostArms)
    throw new CladeError("TOO_MANY_VALUES", { file, column: names.arm, count: countOf(arms), limit: mostArms });
  const segments = has.segment
    ? await selectRows(
        connection,
        `SELECT coalesce(segment, '') AS segment FROM ${from} GROUP BY ALL ORDER BY segment LIMIT ${10_000}`,
      )
    : [{ segment: "" }];
  if (segments.length > mostSegments)
    throw new CladeError("TOO_MANY_VALUES", {
      ...{ file, column: names.segment ?? "", count: countOf(segments), limit: mostSegments },
    });
  const [span] = has.day
    ? await selectRows(
        connection,
        `SELECT min(day)::DOUBLE AS first, max(day)::DOUBLE AS last,
        max(${has.seen ? "greatest(day, seen)" : "day"})::DOUBLE AS latest FROM ${from}`,
      )
    : [];
  const days = span?.first == null ? null : { first: Number(span.first), last: Number(span.last) };
  return {
    arms: arms.map(({ arm, rows }) => ({ arm: String(arm), rows: Number(rows) })),
    segments: segments.map(({ segment }) => String(segment)),
    days: days && days.last - days.first < mostDays ? days : null,
    lastDay: days && Number(span?.latest),
    isUnique: !has.unit || (await haveOwnRows(connection, from)),
  };
}

function countOf(found: readonly unknown[]): string {
  return found.length === 10_000 ? "10,000+" : String(found.length);
}

/** By a 64-bit hash: two users that share one only make rows be joined user by user, which tells them apart. */
async function haveOwnRows(connection: DuckDBConnection, from: string): Promise<boolean> {
  const [found] = await selectRows(connection, `SELECT (count(*) = count(DISTINCT hash(unit))) AS own FROM ${from}`);
  return found?.own === true;
}

/** What joining rows into users found; filled when the last stretch has come. */
export interface JoinFindings {
  users: number;
  rows: number;
  repeated: number;
}

/**
 * The users of the rows, in stretches, in one order whatever the number of threads: that of the files where every row is a
 * user, else by user. Sums over them are then the same bits everywhere.
 */
export async function* readUsers(
  source: RowSource,
  facts: RowFacts,
  codes: Codes,
  plan: ReadingPlan,
  findings: JoinFindings,
): AsyncGenerator<Stretch> {
  const { connection, from, has } = source;
  const columns = [
    `coalesce(list_position(${sqlTexts(codes.arms)}, arm), 0)::DOUBLE - 1`,
    has.segment
      ? `coalesce(list_position(${sqlTexts(codes.segments)}, coalesce(segment, '')), 1)::DOUBLE - 1`
      : "0::DOUBLE",
    facts.days ? "coalesce(day::DOUBLE, 'nan'::DOUBLE)" : "'nan'::DOUBLE",
    ...plan.columns.map((_, at) => `coalesce(v${at}, 'nan'::DOUBLE)`),
  ];
  if (facts.isUnique) {
    const result = await connection.stream(`SELECT ${columns.join(", ")} FROM ${from}`);
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      const rows = stretchOf(chunk, plan);
      yield { ...rows, values: plan.uses.map(({ source: at }) => rows.values[at] ?? []) };
    }
    return;
  }
  const joiner = new UserJoiner(plan.uses);
  const result = await connection.stream(`SELECT ${columns.join(", ")}, md5_number_upper(unit), md5_number_lower(unit)
    FROM (SELECT *, row_number() OVER () AS place FROM ${from})
    ORDER BY md5_number_upper(unit), md5_number_lower(unit), place`);
  const width = columns.length;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const [high, low] = [chunk.getColumnValues(width), chunk.getColumnValues(width + 1)] as [bigint[], bigint[]];
    yield joiner.push(stretchOf(chunk, plan), high, low);
  }
  yield joiner.finish();
  Object.assign(findings, { ...joiner.several, repeated: joiner.repeated });
}

function stretchOf(chunk: DuckDBDataChunk, plan: ReadingPlan): Stretch {
  const column = (at: number) => chunkDoubles(chunk, at);
  return {
    ...{ count: chunk.rowCount, arm: column(0), segment: column(1), day: column(2) },
    values: plan.columns.map((_, at) => column(3 + at)),
  };
}
