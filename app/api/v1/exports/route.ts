import { z } from "zod";
import { listExports } from "../../../../lib/activation/data.ts";
import { createExport } from "../../../../lib/activation/mutations.ts";
import { NewExport } from "../../../../lib/activation/schema.ts";
import { handle } from "../../../_server/handle.ts";
import { created, json } from "../../../_server/respond.ts";

const Asked = z.strictObject({ runId: z.string().optional() });

export const GET = handle(async (_, { scope, query }) => json({ items: await listExports(scope, query.runId) }), {
  least: "marketer",
  summary: "Lists that left the house, newest first",
  query: Asked,
});

export const POST = handle(async (_, { scope, body }) => created(await createExport(scope, body)), {
  least: "marketer",
  summary: "Fix a list: count it, draw its control group and log it; its file is then at /exports/{id}/file",
  body: NewExport,
});
