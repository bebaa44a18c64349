import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { maskCell } from "../core/mask-id.ts";
import type { Stage } from "../core/stage.ts";
import { carryOver } from "./carry-over.ts";
import { asProblem, storedError } from "./dataset-rows.ts";
import type { SampledTable } from "./detection/sample-table.ts";
import { readSample } from "./file-sample.ts";
import { describeTable, groupFiles, toTableConfig } from "./resolve.ts";
import type { ColumnRole, Preview, PreviewTable, Problem, TableConfig } from "./schema.ts";

export interface PreviewParams {
  /** As somebody described them, with ids of uploads as files; none: they are found. */
  readonly tables: readonly TableConfig[];
  /** Those of the version before; what was decided about them holds for found tables with the same columns. */
  readonly before: readonly TableConfig[];
  /** Every file of the dataset: id of the upload and where its bytes lie. */
  readonly files: readonly { readonly id: string; readonly path: string }[];
}

const mostRows = 50;
const longestCell = 200;
/** Cells of a preview in all, so that thousands of columns do not make megabytes. */
const mostCells = 20_000;

/** Looks at the heads of a dataset's files: `preview.json` ({@link Preview}). */
export const previewStage: Stage<PreviewParams> = {
  name: "preview",
  async run({ tables, before, files }, { out }) {
    const ids = new Map(files.map(({ id, path }) => [path, id]));
    const paths = new Map(files.map(({ id, path }) => [id, path]));
    const wanted = tables.length > 0 ? tables.flatMap((table) => table.files) : [...paths.keys()];
    const samples = new Map(
      await Promise.all(wanted.map(async (id) => [need(paths, id), await readSample(need(paths, id))] as const)),
    );
    const configs =
      tables.length > 0
        ? tables.map((table) => ({ ...table, files: table.files.map((id) => need(paths, id)) }))
        : groupFiles([...samples.keys()], samples).map((table) => carryOver(table, before, samples));
    const preview: Preview = {
      tables: configs.map((config) => {
        const { table, sampled, problem } = describeTable(config, samples);
        const named = { ...table, files: table.files.map((path) => need(ids, path)) };
        return previewTable(named, sampled, problem ? asProblem(storedError(problem)) : null);
      }),
    };
    writeFileSync(join(out, "preview.json"), JSON.stringify(preview));
  },
};

function previewTable(table: PreviewTable["table"], sampled: SampledTable, problem: Problem | null): PreviewTable {
  const width = Math.max(1, table.columns.length);
  const count = Math.min(mostRows, sampled.places.length, Math.max(5, Math.floor(mostCells / width)));
  return {
    table,
    config: toTableConfig(table),
    rows: Array.from({ length: count }, (_, row) =>
      sampled.columns.map((cells, at) => shown(cells[row] ?? "", table.columns[at]?.role)),
    ),
    lines: sampled.places.slice(0, count).map(({ line }) => line),
    oddWidths: sampled.oddWidths,
    problem,
  };
}

/** Personal cells are masked: a preview is kept, and seen by people who may not see them. */
function shown(cell: string, role: ColumnRole | undefined): string {
  return shorten(role === "personal" ? maskCell(cell) : cell);
}

function shorten(cell: string): string {
  return cell.length > longestCell ? `${cell.slice(0, longestCell)}…`.toWellFormed() : cell;
}

function need(map: ReadonlyMap<string, string>, key: string): string {
  const value = map.get(key);
  if (value === undefined) throw new Error(`no file ${key}`);
  return value;
}
