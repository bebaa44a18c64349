import { listComments } from "../../../../../../lib/experiments/data.ts";
import { addComment } from "../../../../../../lib/experiments/mutations.ts";
import { CommentDto, NewComment } from "../../../../../../lib/experiments/schema.ts";
import { listOf } from "../../../../../../lib/workspace/schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { created, json } from "../../../../../_server/respond.ts";

const params = ["experimentId"] as const;

export const GET = handle(
  async (_, { scope, params }) => json({ items: await listComments(scope, params.experimentId) }),
  { least: "manager", summary: "What was said of an experiment, oldest first", params, answer: listOf(CommentDto) },
);

export const POST = handle(
  async (_, { scope, params, body }) => created(await addComment(scope, params.experimentId, body)),
  { least: "manager", summary: "Say something of an experiment", params, body: NewComment, answer: CommentDto },
);
