import { env } from "../../../../../lib/platform/env.ts";
import { listRunOptions } from "../../../../../lib/runs/options.ts";
import { RunOptions } from "../../../../../lib/runs/schema.ts";
import { handle } from "../../../../_server/handle.ts";
import { json } from "../../../../_server/respond.ts";

export const GET = handle(async () => json(listRunOptions(env().models.endpoint)), {
  least: "manager",
  summary:
    "What a new run may be told: features, encoders, algorithms with their parameters, and the config's JSON Schema",
  answer: RunOptions,
});
