import { getExportOptions } from "../../../../../lib/activation/data.ts";
import { ExportOptionsDto, ExportOptionsQuery } from "../../../../../lib/activation/schema.ts";
import { handle } from "../../../../_server/handle.ts";
import { json } from "../../../../_server/respond.ts";

export const GET = handle(async (_, { scope, query }) => json(await getExportOptions(scope, query.runId)), {
  least: "marketer",
  summary: "What a list of a run may hold, and whom it may leave out",
  query: ExportOptionsQuery,
  answer: ExportOptionsDto,
});
