import packageJson from "../../../../package.json" with { type: "json" };
import { handle, type RouteHandler } from "../../../_server/handle.ts";
import { describeApi } from "../../../_server/open-api.ts";
import { json } from "../../../_server/respond.ts";
import { routes } from "../../../_server/routes.ts";

export const GET: RouteHandler = handle(
  async () => {
    const listed = Object.entries(routes).map(async ([path, load]) => ({ path, module: await load() }));
    const all = [...(await Promise.all(listed)), { path: "/api/v1/openapi", module: { GET } }];
    return json(describeApi(all, packageJson.version));
  },
  { least: "manager", summary: "This document" },
);
