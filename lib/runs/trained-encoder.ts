import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { CladeError } from "../core/errors.ts";
import type { StageResources } from "../core/stage.ts";
import type { BehaviourConfig } from "../embedding/schema.ts";

export interface TrainedEncoder {
  readonly trained?: string;
  readonly resources: StageResources;
}

/**
 * The behaviour encoder that a config uses again. find: the path of an encoder's file, undefined where there is none.
 * @throws MODEL_MISSING
 */
export async function findTrainedEncoder(
  { encoder, from }: BehaviourConfig,
  find: (from: string) => string | undefined | Promise<string | undefined>,
): Promise<TrainedEncoder> {
  if (encoder === "none" || from === null) return { resources: {} };
  const path = await find(from);
  const isFile = path !== undefined && statSync(path, { throwIfNoEntry: false })?.isFile();
  if (!isFile) throw new CladeError("MODEL_MISSING", { model: from });
  const trained = createHash("sha256").update(readFileSync(path)).digest("hex");
  return { trained, resources: { behaviourEncoder: path } };
}
