import { withdrawInvitation } from "../../../../../lib/workspace/invitations.ts";
import { handle } from "../../../../_server/handle.ts";
import { noContent } from "../../../../_server/respond.ts";

export const DELETE = handle(
  async (_, { scope, params }) => {
    await withdrawInvitation(scope, params.invitationId);
    return noContent();
  },
  { least: "admin", summary: "Withdraw an invitation", params: ["invitationId"] },
);
