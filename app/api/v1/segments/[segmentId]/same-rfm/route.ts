import { getSameRfm } from "../../../../../../lib/segments/data.ts";
import { SameRfmAnswer } from "../../../../../../lib/segments/schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { json } from "../../../../../_server/respond.ts";

export const GET = handle(async (_, { scope, params }) => json(await getSameRfm(scope, params.segmentId)), {
  least: "marketer",
  summary: "Two people alike in recency, orders and spend, in different segments",
  params: ["segmentId"],
  answer: SameRfmAnswer,
});
