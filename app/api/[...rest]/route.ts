import { CladeError } from "../../../lib/core/errors.ts";
import { problem, sealed } from "../../_server/respond.ts";

/** An address that no route has, for programs: problem+json instead of the pages' 404. */
async function answer(request: Request): Promise<Response> {
  return sealed(problem(new CladeError("NOT_FOUND"), `${request.method} ${new URL(request.url).pathname}`));
}

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
