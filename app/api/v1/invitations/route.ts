import { listInvitations } from "../../../../lib/workspace/data.ts";
import { issueInvitation } from "../../../../lib/workspace/invitations.ts";
import { InvitationDto, IssuedInvitation, listOf, NewInvitation } from "../../../../lib/workspace/schema.ts";
import { handle } from "../../../_server/handle.ts";
import { created, json } from "../../../_server/respond.ts";

export const GET = handle(async (_, { scope }) => json({ items: await listInvitations(scope) }), {
  least: "admin",
  summary: "Invitations that nobody answered yet",
  answer: listOf(InvitationDto),
});

export const POST = handle(async (_, { scope, body }) => created(await issueInvitation(scope, body)), {
  least: "admin",
  summary: "Invite somebody: the link in the answer is shown once",
  body: NewInvitation,
  answer: IssuedInvitation,
  isAnswerSecret: true,
});
