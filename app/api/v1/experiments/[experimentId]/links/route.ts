import { IssuedLink, LinkDto, NewLink } from "../../../../../../lib/experiments/schema.ts";
import { issueLink, listLinks } from "../../../../../../lib/experiments/stored-links.ts";
import { listOf } from "../../../../../../lib/workspace/schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { created, json } from "../../../../../_server/respond.ts";

const params = ["experimentId"] as const;

export const GET = handle(
  async (_, { scope, params }) => json({ items: await listLinks(scope, params.experimentId) }),
  {
    least: "marketer",
    summary: "Links that open the report without an account, as long as they do",
    params,
    answer: listOf(LinkDto),
  },
);

export const POST = handle(
  async (_, { scope, params, body }) => created(await issueLink(scope, params.experimentId, body)),
  {
    least: "marketer",
    summary: "A link that opens the report without an account; shown once",
    params,
    body: NewLink,
    answer: IssuedLink,
    isAnswerSecret: true,
  },
);
