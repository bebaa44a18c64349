import { listExports } from "../../../../lib/activation/data.ts";
import { createExport } from "../../../../lib/activation/mutations.ts";
import { ExportDto, ExportsQuery, NewExport } from "../../../../lib/activation/schema.ts";
import { listOf } from "../../../../lib/workspace/schema.ts";
import { handle } from "../../../_server/handle.ts";
import { created, json } from "../../../_server/respond.ts";

export const GET = handle(async (_, { scope, query }) => json({ items: await listExports(scope, query.runId) }), {
  least: "marketer",
  summary: "Lists that left the house, newest first",
  query: ExportsQuery,
  answer: listOf(ExportDto),
});

export const POST = handle(async (_, { scope, body }) => created(await createExport(scope, body)), {
  least: "marketer",
  summary: "Fix a list: count it, draw its control group and log it; its file is then at /exports/{id}/file",
  body: NewExport,
  answer: ExportDto,
});
