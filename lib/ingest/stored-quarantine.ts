import { createReadStream } from "node:fs";
import { join } from "node:path";
import type { WorkspaceScope } from "../core/scope.ts";
import { findIngested, getVersion } from "./data.ts";
import type { QuarantineDto, QuarantineQuery } from "./dataset-schema.ts";
import { quarantinedCells } from "./quarantine.ts";
import type { SetAsideReason } from "./schema.ts";

/** The quarantined rows of a version as a file on this machine. @throws NOT_FOUND */
export async function findSetAside(scope: WorkspaceScope, id: string, number: number) {
  const { folder, name } = await findIngested(scope, id, number);
  return { path: join(folder, "set-aside.csv"), name };
}

/** A page of them. The file is read from its start as far as the page needs. @throws NOT_FOUND */
export async function listQuarantined(
  scope: WorkspaceScope,
  id: string,
  number: number,
  { reason, offset, limit }: QuarantineQuery,
): Promise<QuarantineDto> {
  const { summary } = await getVersion(scope, id, number);
  const { path } = await findSetAside(scope, id, number);
  const counted = summary.setAside.filter((row) => reason === undefined || row.reason === reason);
  const total = counted.reduce((sum, { rows }) => sum + rows, 0);
  const items: QuarantineDto["items"] = [];
  const chunks = createReadStream(path, { encoding: "utf8", highWaterMark: 1 << 18 });
  let before = 0;
  if (offset < total)
    for await (const [file, line, column, value, why] of quarantinedCells(chunks)) {
      if (reason !== undefined && why !== reason) continue;
      if (before++ < offset) continue;
      items.push({ file, line: Number(line), column: column || null, value, reason: why as SetAsideReason });
      if (items.length >= Math.min(limit, total - offset)) break;
    }
  chunks.destroy();
  return { items, total };
}
