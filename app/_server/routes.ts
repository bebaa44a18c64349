import type { RouteModule } from "./open-api.ts";

/** The list of /api/v1: a test holds it against the folders, and asks every route who may come in. */
export const routes: Readonly<Record<string, () => Promise<RouteModule>>> = {
  "/api/v1/audit": () => import("../api/v1/audit/route.ts"),
  "/api/v1/invitations": () => import("../api/v1/invitations/route.ts"),
  "/api/v1/invitations/[invitationId]": () => import("../api/v1/invitations/[invitationId]/route.ts"),
  "/api/v1/invitations/accept": () => import("../api/v1/invitations/accept/route.ts"),
  "/api/v1/keys": () => import("../api/v1/keys/route.ts"),
  "/api/v1/keys/[keyId]": () => import("../api/v1/keys/[keyId]/route.ts"),
  "/api/v1/members": () => import("../api/v1/members/route.ts"),
  "/api/v1/members/[memberId]": () => import("../api/v1/members/[memberId]/route.ts"),
  "/api/v1/openapi": () => import("../api/v1/openapi/route.ts"),
  "/api/v1/workspace": () => import("../api/v1/workspace/route.ts"),
  "/api/v1/workspace/first": () => import("../api/v1/workspace/first/route.ts"),
};
