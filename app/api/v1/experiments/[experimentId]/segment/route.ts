import { KeepPolicy, PolicyPreview, PolicyQuery } from "../../../../../../lib/experiments/schema.ts";
import { keepPolicy, previewPolicy } from "../../../../../../lib/experiments/stored-policy.ts";
import { SegmentAnswer } from "../../../../../../lib/segments/segment-schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { created, json } from "../../../../../_server/respond.ts";

const params = ["experimentId"] as const;

export const GET = handle(
  async (_, { scope, params, query }) => json(await previewPolicy(scope, params.experimentId, query)),
  {
    least: "marketer",
    summary: "Whom the learnt policy treats, as a segment that could be kept, with what it is expected to gain",
    params,
    query: PolicyQuery,
    answer: PolicyPreview,
  },
);

export const POST = handle(
  async (_, { scope, params, body }) => created(await keepPolicy(scope, params.experimentId, body)),
  {
    least: "marketer",
    summary: "Keep whom the learnt policy treats as a segment of a run, to be exported and tried on",
    params,
    body: KeepPolicy,
    answer: SegmentAnswer,
  },
);
