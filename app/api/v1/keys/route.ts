import { listApiKeys } from "../../../../lib/workspace/data.ts";
import { issueApiKey } from "../../../../lib/workspace/mutations.ts";
import { ApiKeyDto, IssuedApiKey, listOf, NewApiKey } from "../../../../lib/workspace/schema.ts";
import { handle } from "../../../_server/handle.ts";
import { created, json } from "../../../_server/respond.ts";

export const GET = handle(async (_, { scope }) => json({ items: await listApiKeys(scope) }), {
  least: "admin",
  summary: "The workspace's API keys, without their secrets",
  answer: listOf(ApiKeyDto),
});

export const POST = handle(async (_, { scope, body }) => created(await issueApiKey(scope, body)), {
  least: "admin",
  summary: "Make an API key: its text is shown once",
  body: NewApiKey,
  answer: IssuedApiKey,
  isAnswerSecret: true,
});
