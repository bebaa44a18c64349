import { changeRole, removeMember } from "../../../../../lib/workspace/mutations.ts";
import { MemberChange } from "../../../../../lib/workspace/schema.ts";
import { handle } from "../../../../_server/handle.ts";
import { noContent } from "../../../../_server/respond.ts";

export const PATCH = handle(
  async (_, { scope, params, body }) => {
    await changeRole(scope, params.memberId, body);
    return noContent();
  },
  { least: "admin", summary: "Give a member another role", params: ["memberId"], body: MemberChange },
);

export const DELETE = handle(
  async (_, { scope, params }) => {
    await removeMember(scope, params.memberId);
    return noContent();
  },
  { least: "admin", summary: "Take a member out of the workspace", params: ["memberId"] },
);
