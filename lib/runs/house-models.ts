import { join } from "node:path";
import type { WorkspaceId } from "../core/ids.ts";
import { env } from "../platform/env.ts";
import type { ModelHost } from "./text-source.ts";

/** Models of the house, by name only: nobody names a path of the server. */
export function houseModels(workspace: WorkspaceId): ModelHost {
  const { dataFolder, models } = env();
  return {
    settings: models,
    places: { own: dataFolder.models, shared: models.shared },
    vectorsFolder: join(dataFolder.vectors, workspace),
  };
}
