import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import { sqlName, sqlText } from "../platform/duckdb.ts";
import { streamArtefacts } from "../platform/parquet.ts";
import type { MapLayout } from "./segment-schema.ts";
import { artefactOf, memberColumns, type RunKeys } from "./stored-members.ts";

/**
 * Everybody's place and segment, little-endian: two float32 a user, then one int32 a user (−1 = none), in the run's order.
 * The artefacts' own files one after the other, so that nobody is counted or copied on the way.
 * @throws NOT_FOUND where the run has no such map
 */
export function mapBytes(run: RunKeys, layout: MapLayout): AsyncGenerator<Uint8Array> {
  const { folder } = artefactOf(run, "evaluation");
  const places = layout === "nearness" ? artefactOf(run, "neighbour-map").folder : folder;
  return readFiles([join(places, "coordinates.f32"), join(folder, "labels.i32")]);
}

async function* readFiles(paths: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const path of paths) if (existsSync(path)) yield* createReadStream(path) as AsyncIterable<Uint8Array>;
}

/** One column of everybody, a feature in real units, float32 little-endian, NaN where missing; in the run's order. */
export async function* featureBytes(membersPath: string, id: string): AsyncGenerator<Uint8Array> {
  const sql = `SELECT coalesce(${sqlName(id)}::DOUBLE, 'nan'::DOUBLE) FROM read_parquet(${sqlText(membersPath)})
    ORDER BY ${memberColumns.row}`;
  for await (const rows of streamArtefacts(sql))
    yield new Uint8Array(Float32Array.from(rows, ([value]) => Number(value)).buffer);
}
