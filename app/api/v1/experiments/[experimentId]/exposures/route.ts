import { ExposuresDto, TellExposures } from "../../../../../../lib/experiments/schema.ts";
import { tellExposures } from "../../../../../../lib/experiments/stored-exposures.ts";
import { handle } from "../../../../../_server/handle.ts";
import { json } from "../../../../../_server/respond.ts";

export const POST = handle(
  async (_, { scope, params, body }) => json(await tellExposures(scope, params.experimentId, body)),
  {
    least: "marketer",
    summary: "Who was seen in which variant; told twice counts once",
    params: ["experimentId"],
    body: TellExposures,
    answer: ExposuresDto,
  },
);
