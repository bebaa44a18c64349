import { listRunOptions } from "../../../../../lib/runs/options.ts";
import { RunOptions } from "../../../../../lib/runs/schema.ts";
import { handle } from "../../../../_server/handle.ts";
import { json } from "../../../../_server/respond.ts";

export const GET = handle(async () => json(listRunOptions()), {
  least: "manager",
  summary: "What a new run may be told: features, algorithms with their parameters, and the config's JSON Schema",
  answer: RunOptions,
});
