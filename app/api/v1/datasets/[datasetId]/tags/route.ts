import { getTags } from "../../../../../../lib/tags/data.ts";
import { removeTag } from "../../../../../../lib/tags/mutations.ts";
import { RemoveTag, TagsDto } from "../../../../../../lib/tags/schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { json } from "../../../../../_server/respond.ts";

export const GET = handle(async (_, { scope, params }) => json(await getTags(scope, params.datasetId)), {
  least: "marketer",
  summary: "The tags that a dataset's people have, and how many have each",
  params: ["datasetId"],
  answer: TagsDto,
});

export const DELETE = handle(
  async (_, { scope, params, body }) => json(await removeTag(scope, params.datasetId, body)),
  {
    least: "analyst",
    summary: "Take a tag off everybody of a dataset",
    params: ["datasetId"],
    body: RemoveTag,
    answer: TagsDto,
  },
);
