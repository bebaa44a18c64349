import { resetPassword } from "../../../../../lib/workspace/reset-links.ts";
import { ResetAnswer } from "../../../../../lib/workspace/schema.ts";
import { handleOpen } from "../../../../_server/handle.ts";
import { signedIn } from "../../../../_server/sign-in.ts";

export const POST = handleOpen(
  async (request, body) => {
    const { email } = await resetPassword(body);
    return signedIn(request, email, body.password);
  },
  { least: "nobody", summary: "Set a new password by a reset link, and sign in", body: ResetAnswer },
);
