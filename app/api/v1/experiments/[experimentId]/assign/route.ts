import { AssignmentDto, AssignUsers } from "../../../../../../lib/experiments/schema.ts";
import { assignUsers } from "../../../../../../lib/experiments/stored-exposures.ts";
import { handle } from "../../../../../_server/handle.ts";
import { json } from "../../../../../_server/respond.ts";

export const POST = handle(
  async (_, { scope, params, body }) => json(await assignUsers(scope, params.experimentId, body)),
  {
    least: "marketer",
    summary: "The variants of up to 10,000 users: the same user the same variant, for ever",
    params: ["experimentId"],
    body: AssignUsers,
    answer: AssignmentDto,
  },
);
