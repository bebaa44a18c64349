import { revokeApiKey } from "../../../../../lib/workspace/mutations.ts";
import { handle } from "../../../../_server/handle.ts";
import { noContent } from "../../../../_server/respond.ts";

export const DELETE = handle(
  async (_, { scope, params }) => {
    await revokeApiKey(scope, params.keyId);
    return noContent();
  },
  { least: "admin", summary: "Revoke an API key", params: ["keyId"] },
);
