import { getPersonTag } from "../../../../../../lib/tags/data.ts";
import { tagPeople, untagPeople } from "../../../../../../lib/tags/mutations.ts";
import { PersonTagDto, TagPeople, TagQuery, TagsDto, UntagPeople } from "../../../../../../lib/tags/schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { json } from "../../../../../_server/respond.ts";

export const GET = handle(async (_, { scope, params, query }) => json(await getPersonTag(scope, params.runId, query)), {
  least: "marketer",
  summary: "The tag of the person at a place of the run's order",
  params: ["runId"],
  query: TagQuery,
  answer: PersonTagDto,
});

export const PUT = handle(async (_, { scope, params, body }) => json(await tagPeople(scope, params.runId, body)), {
  least: "analyst",
  summary: "Tag people by their places in the run's order, whatever tag they had; the tags are the dataset's",
  params: ["runId"],
  body: TagPeople,
  answer: TagsDto,
});

export const DELETE = handle(async (_, { scope, params, body }) => json(await untagPeople(scope, params.runId, body)), {
  least: "analyst",
  summary: "Take the tags off people at these places of the run's order",
  params: ["runId"],
  body: UntagPeople,
  answer: TagsDto,
});
