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
  "/api/v1/datasets/[datasetId]/set-aside": () => import("../api/v1/datasets/[datasetId]/set-aside/route.ts"),
  "/api/v1/datasets/sample": () => import("../api/v1/datasets/sample/route.ts"),
  "/api/v1/invitations": () => import("../api/v1/invitations/route.ts"),
  "/api/v1/invitations/[invitationId]": () => import("../api/v1/invitations/[invitationId]/route.ts"),
  "/api/v1/invitations/accept": () => import("../api/v1/invitations/accept/route.ts"),
  "/api/v1/keys": () => import("../api/v1/keys/route.ts"),
  "/api/v1/keys/[keyId]": () => import("../api/v1/keys/[keyId]/route.ts"),
  "/api/v1/members": () => import("../api/v1/members/route.ts"),
  "/api/v1/members/[memberId]": () => import("../api/v1/members/[memberId]/route.ts"),
  "/api/v1/members/[memberId]/reset": () => import("../api/v1/members/[memberId]/reset/route.ts"),
  "/api/v1/runs": () => import("../api/v1/runs/route.ts"),
  "/api/v1/runs/[runId]": () => import("../api/v1/runs/[runId]/route.ts"),
  "/api/v1/runs/[runId]/cancel": () => import("../api/v1/runs/[runId]/cancel/route.ts"),
  "/api/v1/runs/[runId]/events": () => import("../api/v1/runs/[runId]/events/route.ts"),
  "/api/v1/runs/[runId]/report": () => import("../api/v1/runs/[runId]/report/route.ts"),
  "/api/v1/runs/[runId]/rerun": () => import("../api/v1/runs/[runId]/rerun/route.ts"),
  "/api/v1/runs/[runId]/results": () => import("../api/v1/runs/[runId]/results/route.ts"),
  "/api/v1/runs/[runId]/retry": () => import("../api/v1/runs/[runId]/retry/route.ts"),
  "/api/v1/runs/estimate": () => import("../api/v1/runs/estimate/route.ts"),
  "/api/v1/runs/events": () => import("../api/v1/runs/events/route.ts"),
  "/api/v1/runs/options": () => import("../api/v1/runs/options/route.ts"),
  "/api/v1/uploads": () => import("../api/v1/uploads/route.ts"),
  "/api/v1/uploads/[uploadId]": () => import("../api/v1/uploads/[uploadId]/route.ts"),
  "/api/v1/workspace": () => import("../api/v1/workspace/route.ts"),
  "/api/v1/workspace/first": () => import("../api/v1/workspace/first/route.ts"),
  "/api/v1/workspace/reset": () => import("../api/v1/workspace/reset/route.ts"),
};
