import { listAudit } from "../../../../lib/workspace/data.ts";
import { AuditEventDto, AuditQuery, listOf } from "../../../../lib/workspace/schema.ts";
import { handle } from "../../../_server/handle.ts";
import { json } from "../../../_server/respond.ts";

export const GET = handle(async (_, { scope, query }) => json(await listAudit(scope, query)), {
  least: "admin",
  summary: "Who did what, newest first",
  query: AuditQuery,
  answer: listOf(AuditEventDto),
});
