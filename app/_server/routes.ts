import type { RouteModule } from "./open-api.ts";

/**
 * The list of /api/v1, but for the document that is made from it: a test holds it against the folders, and asks every
 * route who may come in.
 */
export const routes: Readonly<Record<string, () => Promise<RouteModule>>> = {
  "/api/v1/audit": () => import("../api/v1/audit/route.ts"),
  "/api/v1/datasets": () => import("../api/v1/datasets/route.ts"),
  "/api/v1/datasets/[datasetId]": () => import("../api/v1/datasets/[datasetId]/route.ts"),
  "/api/v1/datasets/[datasetId]/preview": () => import("../api/v1/datasets/[datasetId]/preview/route.ts"),
  "/api/v1/datasets/[datasetId]/read": () => import("../api/v1/datasets/[datasetId]/read/route.ts"),
  "/api/v1/datasets/[datasetId]/draft": () => import("../api/v1/datasets/[datasetId]/draft/route.ts"),
  "/api/v1/datasets/[datasetId]/tags": () => import("../api/v1/datasets/[datasetId]/tags/route.ts"),
  "/api/v1/datasets/[datasetId]/tags/file": () => import("../api/v1/datasets/[datasetId]/tags/file/route.ts"),
  "/api/v1/datasets/[datasetId]/versions": () => import("../api/v1/datasets/[datasetId]/versions/route.ts"),
  "/api/v1/datasets/[datasetId]/versions/[versionNumber]": () =>
    import("../api/v1/datasets/[datasetId]/versions/[versionNumber]/route.ts"),
  "/api/v1/datasets/[datasetId]/versions/[versionNumber]/features": () =>
    import("../api/v1/datasets/[datasetId]/versions/[versionNumber]/features/route.ts"),
  "/api/v1/datasets/[datasetId]/versions/[versionNumber]/preview": () =>
    import("../api/v1/datasets/[datasetId]/versions/[versionNumber]/preview/route.ts"),
  "/api/v1/datasets/[datasetId]/versions/[versionNumber]/profile": () =>
    import("../api/v1/datasets/[datasetId]/versions/[versionNumber]/profile/route.ts"),
  "/api/v1/datasets/[datasetId]/versions/[versionNumber]/quarantined": () =>
    import("../api/v1/datasets/[datasetId]/versions/[versionNumber]/quarantined/route.ts"),
  "/api/v1/datasets/[datasetId]/versions/[versionNumber]/set-aside": () =>
    import("../api/v1/datasets/[datasetId]/versions/[versionNumber]/set-aside/route.ts"),
  "/api/v1/datasets/sample": () => import("../api/v1/datasets/sample/route.ts"),
  "/api/v1/experiments": () => import("../api/v1/experiments/route.ts"),
  "/api/v1/experiments/[experimentId]": () => import("../api/v1/experiments/[experimentId]/route.ts"),
  "/api/v1/experiments/[experimentId]/analyse": () => import("../api/v1/experiments/[experimentId]/analyse/route.ts"),
  "/api/v1/experiments/[experimentId]/assign": () => import("../api/v1/experiments/[experimentId]/assign/route.ts"),
  "/api/v1/experiments/[experimentId]/assignment": () =>
    import("../api/v1/experiments/[experimentId]/assignment/route.ts"),
  "/api/v1/experiments/[experimentId]/comments": () => import("../api/v1/experiments/[experimentId]/comments/route.ts"),
  "/api/v1/experiments/[experimentId]/decision": () => import("../api/v1/experiments/[experimentId]/decision/route.ts"),
  "/api/v1/experiments/[experimentId]/end": () => import("../api/v1/experiments/[experimentId]/end/route.ts"),
  "/api/v1/experiments/[experimentId]/exposures": () =>
    import("../api/v1/experiments/[experimentId]/exposures/route.ts"),
  "/api/v1/experiments/[experimentId]/links": () => import("../api/v1/experiments/[experimentId]/links/route.ts"),
  "/api/v1/experiments/[experimentId]/links/[linkId]": () =>
    import("../api/v1/experiments/[experimentId]/links/[linkId]/route.ts"),
  "/api/v1/experiments/[experimentId]/preview": () => import("../api/v1/experiments/[experimentId]/preview/route.ts"),
  "/api/v1/experiments/[experimentId]/report": () => import("../api/v1/experiments/[experimentId]/report/route.ts"),
  "/api/v1/experiments/[experimentId]/report/file": () =>
    import("../api/v1/experiments/[experimentId]/report/file/route.ts"),
  "/api/v1/experiments/[experimentId]/start": () => import("../api/v1/experiments/[experimentId]/start/route.ts"),
  "/api/v1/experiments/estimate": () => import("../api/v1/experiments/estimate/route.ts"),
  "/api/v1/exports": () => import("../api/v1/exports/route.ts"),
  "/api/v1/exports/[exportId]/file": () => import("../api/v1/exports/[exportId]/file/route.ts"),
  "/api/v1/exports/options": () => import("../api/v1/exports/options/route.ts"),
  "/api/v1/invitations": () => import("../api/v1/invitations/route.ts"),
  "/api/v1/invitations/[invitationId]": () => import("../api/v1/invitations/[invitationId]/route.ts"),
  "/api/v1/invitations/accept": () => import("../api/v1/invitations/accept/route.ts"),
  "/api/v1/keys": () => import("../api/v1/keys/route.ts"),
  "/api/v1/keys/[keyId]": () => import("../api/v1/keys/[keyId]/route.ts"),
  "/api/v1/members": () => import("../api/v1/members/route.ts"),
  "/api/v1/members/[memberId]": () => import("../api/v1/members/[memberId]/route.ts"),
  "/api/v1/members/[memberId]/reset": () => import("../api/v1/members/[memberId]/reset/route.ts"),
  "/api/v1/models": () => import("../api/v1/models/route.ts"),
  "/api/v1/models/[modelId]": () => import("../api/v1/models/[modelId]/route.ts"),
  "/api/v1/models/[modelId]/cancel": () => import("../api/v1/models/[modelId]/cancel/route.ts"),
  "/api/v1/runs": () => import("../api/v1/runs/route.ts"),
  "/api/v1/runs/[runId]": () => import("../api/v1/runs/[runId]/route.ts"),
  "/api/v1/runs/[runId]/cancel": () => import("../api/v1/runs/[runId]/cancel/route.ts"),
  "/api/v1/runs/[runId]/events": () => import("../api/v1/runs/[runId]/events/route.ts"),
  "/api/v1/runs/[runId]/map": () => import("../api/v1/runs/[runId]/map/route.ts"),
  "/api/v1/runs/[runId]/people": () => import("../api/v1/runs/[runId]/people/route.ts"),
  "/api/v1/runs/[runId]/people/[row]": () => import("../api/v1/runs/[runId]/people/[row]/route.ts"),
  "/api/v1/runs/[runId]/report": () => import("../api/v1/runs/[runId]/report/route.ts"),
  "/api/v1/runs/[runId]/rerun": () => import("../api/v1/runs/[runId]/rerun/route.ts"),
  "/api/v1/runs/[runId]/results": () => import("../api/v1/runs/[runId]/results/route.ts"),
  "/api/v1/runs/[runId]/retry": () => import("../api/v1/runs/[runId]/retry/route.ts"),
  "/api/v1/runs/[runId]/tags": () => import("../api/v1/runs/[runId]/tags/route.ts"),
  "/api/v1/runs/board": () => import("../api/v1/runs/board/route.ts"),
  "/api/v1/runs/compare": () => import("../api/v1/runs/compare/route.ts"),
  "/api/v1/runs/compare/rows": () => import("../api/v1/runs/compare/rows/route.ts"),
  "/api/v1/runs/estimate": () => import("../api/v1/runs/estimate/route.ts"),
  "/api/v1/runs/events": () => import("../api/v1/runs/events/route.ts"),
  "/api/v1/runs/options": () => import("../api/v1/runs/options/route.ts"),
  "/api/v1/runs/sending": () => import("../api/v1/runs/sending/route.ts"),
  "/api/v1/segments": () => import("../api/v1/segments/route.ts"),
  "/api/v1/segments/[segmentId]": () => import("../api/v1/segments/[segmentId]/route.ts"),
  "/api/v1/segments/[segmentId]/members": () => import("../api/v1/segments/[segmentId]/members/route.ts"),
  "/api/v1/segments/[segmentId]/portrait": () => import("../api/v1/segments/[segmentId]/portrait/route.ts"),
  "/api/v1/segments/[segmentId]/same-rfm": () => import("../api/v1/segments/[segmentId]/same-rfm/route.ts"),
  "/api/v1/segments/owners": () => import("../api/v1/segments/owners/route.ts"),
  "/api/v1/uploads": () => import("../api/v1/uploads/route.ts"),
  "/api/v1/uploads/[uploadId]": () => import("../api/v1/uploads/[uploadId]/route.ts"),
  "/api/v1/workspace": () => import("../api/v1/workspace/route.ts"),
  "/api/v1/workspace/first": () => import("../api/v1/workspace/first/route.ts"),
  "/api/v1/workspace/reset": () => import("../api/v1/workspace/reset/route.ts"),
};
