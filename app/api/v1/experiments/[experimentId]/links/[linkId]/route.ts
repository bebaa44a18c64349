import { revokeLink } from "../../../../../../../lib/experiments/stored-links.ts";
import { handle } from "../../../../../../_server/handle.ts";
import { noContent } from "../../../../../../_server/respond.ts";

export const DELETE = handle(
  async (_, { scope, params }) => {
    await revokeLink(scope, params.experimentId, params.linkId);
    return noContent();
  },
  { least: "marketer", summary: "Revoke a link: it opens nothing from now on", params: ["experimentId", "linkId"] },
);
