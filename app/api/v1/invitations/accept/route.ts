import { acceptInvitation } from "../../../../../lib/workspace/invitations.ts";
import { InvitationAnswer } from "../../../../../lib/workspace/schema.ts";
import { handleOpen } from "../../../../_server/handle.ts";
import { created } from "../../../../_server/respond.ts";
import { signedIn, signedInEmail } from "../../../../_server/sign-in.ts";

export const POST = handleOpen(
  async (request, body) => {
    const { email } = await acceptInvitation(body, await signedInEmail(request));
    return body.password === undefined ? created({ ok: true }) : signedIn(request, email, body.password);
  },
  { least: "nobody", summary: "Accept an invitation by its link", body: InvitationAnswer },
);
