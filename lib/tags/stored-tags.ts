import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StageKey, WorkspaceId } from "../core/ids.ts";
import { csvCell } from "../ingest/reading/csv-text.ts";
import { artefacts } from "../platform/artefacts.ts";
import { db } from "../platform/db.ts";

/** The tags of a dataset's people as they are now, in a file (user_id, label) for a run to learn from; sha256: of its bytes. */
export async function storeTags(
  workspaceId: WorkspaceId,
  datasetId: string,
): Promise<{ readonly sha256: string; readonly path: string }> {
  const rows = await db().tag.findMany({ where: { workspaceId, datasetId }, select: { userId: true, tag: true } });
  const lines = rows.map(({ userId, tag }) => `${csvCell(userId)},${csvCell(tag)}`).sort();
  const text = `${["user_id,label", ...lines].join("\n")}\n`;
  const sha256 = createHash("sha256").update(text).digest("hex");
  const key = sha256 as StageKey;
  const known = artefacts().find(workspaceId, "tags", key);
  if (known) return { sha256, path: join(known.folder, "tags.csv") };
  const draft = await artefacts().begin(workspaceId, "tags", key);
  writeFileSync(join(draft.folder, "tags.csv"), text, { mode: 0o600 });
  const { folder } = await draft.publish({
    ...{ stage: "tags", version: 1, key, params: {}, inputs: {} },
    ...{ milliseconds: 0, peakRssBytes: 0 },
  });
  return { sha256, path: join(folder, "tags.csv") };
}
