import { claimFirstLink } from "../../../../../lib/workspace/first-link.ts";
import { FirstAdmin } from "../../../../../lib/workspace/schema.ts";
import { handleOpen } from "../../../../_server/handle.ts";
import { signedIn } from "../../../../_server/sign-in.ts";

export const POST = handleOpen(
  async (request, body) => {
    await claimFirstLink(body);
    return signedIn(request, body.email, body.password);
  },
  { least: "nobody", summary: "Make the first admin by the one-time link, and sign in", body: FirstAdmin },
);
