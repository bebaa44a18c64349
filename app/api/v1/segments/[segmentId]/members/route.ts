import { listMembers } from "../../../../../../lib/segments/data.ts";
import { MembersPage, MembersQuery } from "../../../../../../lib/segments/schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { json } from "../../../../../_server/respond.ts";

export const GET = handle(
  async (_, { scope, params, query }) => json(await listMembers(scope, params.segmentId, query)),
  {
    least: "marketer",
    summary: "A segment's members: sorted, searched and by the page",
    params: ["segmentId"],
    query: MembersQuery,
    answer: MembersPage,
  },
);
