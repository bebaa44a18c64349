import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Experiment } from "../../.build/prisma/client.ts";
import { CladeError } from "../core/errors.ts";
import type { StageKey, WorkspaceId } from "../core/ids.ts";
import { maskId } from "../core/mask-id.ts";
import { demandRole, type WorkspaceScope } from "../core/scope.ts";
import type { Stage } from "../core/stage.ts";
import { artefacts } from "../platform/artefacts.ts";
import type { ExperimentConfig } from "./config-schema.ts";
import { findExperiment } from "./data.ts";
import { type LookedAt, lookAtFiles } from "./reading/stored-look.ts";
import { chooseControl } from "./reading/suggest-config.ts";
import type { TestPreview } from "./schema.ts";

export const testPreviewStage = "experiment-preview";
const file = "preview.json";
/** Cells in all, so that thousands of columns do not make megabytes. */
const mostCells = 20_000;
const longestCell = 200;

export interface TestPreviewParams {
  readonly files: readonly string[];
  readonly config: ExperimentConfig;
}

/** Looks at the heads of a finished test's files, and suggests how they are to be read: `preview.json`. */
export const previewTest: Stage<TestPreviewParams> = {
  name: testPreviewStage,
  async run({ files, config }, { out }) {
    const look = await lookAtFiles(files, config, true);
    const { columns } = look.table;
    const count = Math.max(5, Math.floor(mostCells / Math.max(1, columns.length)));
    const preview: TestPreview = {
      files: files.map((path) => basename(path)),
      columns: columns.map(({ name }) => name),
      rows: look.rows.slice(0, count).map((cells) => cells.map(shown)),
      lines: look.lines.slice(0, count),
      suggestion: look.config,
      control: controlOf(look),
      reasons: [...look.reasons],
    };
    writeFileSync(join(out, file), JSON.stringify(preview));
  },
};

function controlOf({ table, config, rows }: LookedAt): string | null {
  const at = table.columns.findIndex(({ name }) => name === config.arm);
  const counts = new Map<string, number>();
  for (const cells of rows) if (cells[at]) counts.set(cells[at], (counts.get(cells[at]) ?? 0) + 1);
  return chooseControl([...counts].map(([arm, count]) => ({ arm, rows: count }))) ?? null;
}

/** Enough to tell what a column holds, too little to reach anybody. */
function shown(cell: string): string {
  const masked = maskId(cell.trim());
  return masked.length > longestCell ? `${masked.slice(0, longestCell)}…` : masked;
}

/** What the files of a finished test hold. @throws NOT_FOUND, FORBIDDEN */
export async function getTestPreview(scope: WorkspaceScope, id: string): Promise<TestPreview> {
  demandRole(scope, "marketer");
  const preview = readTestPreview(await findExperiment(scope, id));
  if (!preview) throw new CladeError("NOT_FOUND");
  return preview;
}

export function readTestPreview({ workspaceId, previewKey }: Pick<Experiment, "workspaceId" | "previewKey">) {
  if (previewKey === null) return undefined;
  const found = artefacts().find(workspaceId as WorkspaceId, testPreviewStage, previewKey as StageKey);
  return found && (JSON.parse(readFileSync(join(found.folder, file), "utf8")) as TestPreview);
}
