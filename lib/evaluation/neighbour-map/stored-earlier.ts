import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { StageContext } from "../../core/stage.ts";
import { chunkDoubles, openDuckDb, sqlText } from "../../platform/duckdb.ts";
import { readNumbers } from "../../platform/number-file.ts";
import type { NeighbourMapSummary } from "./schema.ts";

type EarlierMap = NonNullable<NonNullable<StageContext["resources"]>["earlierMap"]>;

export interface EarlierPlaces {
  /** users × 2, NaN for who was not on the map; null where there is none, or where it was made from other columns. */
  readonly places: Float32Array | null;
  /** Its files were removed since the run was prepared. */
  readonly isLost?: true;
}

/** Where each user of this run stood on the earlier map that it goes on from; people are matched by id. */
export async function readEarlier(
  context: StageContext,
  users: number,
  columns: readonly string[],
): Promise<EarlierPlaces> {
  const earlier = context.resources?.earlierMap;
  if (!earlier) return { places: null };
  try {
    return { places: await readPlaces(context, earlier, users, columns) };
  } catch (error) {
    const files = ["neighbour-map.json", "coordinates.f32"].map((name) => join(earlier.map, name));
    if ([...files, usersFile(earlier.features)].every(existsSync)) throw error;
    return { places: null, isLost: true };
  }
}

async function readPlaces(
  context: StageContext,
  earlier: EarlierMap,
  users: number,
  columns: readonly string[],
): Promise<Float32Array | null> {
  const before: NeighbourMapSummary = JSON.parse(readFileSync(join(earlier.map, "neighbour-map.json"), "utf8"));
  if (before.columns.join("\n") !== columns.join("\n")) return null;
  const stood = readNumbers(join(earlier.map, "coordinates.f32"), new Float32Array(before.users * 2));
  const places = new Float32Array(users * 2).fill(Number.NaN);
  let row = 0;
  for await (const rows of matchedRows(context, earlier.features)) {
    for (const old of rows) {
      if (old >= 0) places.set(stood.subarray(2 * old, 2 * old + 2), 2 * row);
      row++;
    }
  }
  return places;
}

function usersFile(features: string): string {
  return join(features, "users.parquet");
}

/** For every user of this run, in its order: their row in the earlier one, −1 where they were not in it. */
async function* matchedRows(context: StageContext, features: string): AsyncGenerator<Float64Array> {
  const own = context.input("features");
  const { threads, out } = context;
  const connection = await openDuckDb({ folders: [own, features], threads, temporaryFolder: join(out, "spill") });
  const idsOf = (folder: string) =>
    `(SELECT user_id, file_row_number AS at FROM read_parquet(${sqlText(usersFile(folder))}, file_row_number = true))`;
  try {
    const result = await connection.stream(
      `SELECT coalesce(e.at, -1)::DOUBLE FROM ${idsOf(own)} m LEFT JOIN ${idsOf(features)} e USING (user_id) ORDER BY m.at`,
    );
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk())
      yield chunkDoubles(chunk, 0);
  } finally {
    connection.closeSync();
  }
}
