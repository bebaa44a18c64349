import { issueReset } from "../../../../../../lib/workspace/reset-links.ts";
import { IssuedReset } from "../../../../../../lib/workspace/schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { created } from "../../../../../_server/respond.ts";

export const POST = handle(async (_, { scope, params }) => created(await issueReset(scope, params.memberId)), {
  least: "admin",
  summary: "Make a link by which a member sets a new password: it is shown once",
  params: ["memberId"],
  answer: IssuedReset,
  isAnswerSecret: true,
});
