import packageJson from "../../../../package.json" with { type: "json" };
import { handle, type RouteHandler } from "../../../_server/handle.ts";
import { describeApi } from "../../../_server/open-api.ts";
import { json } from "../../../_server/respond.ts";

/** The list is loaded when asked for, since it holds this file too. */
export const GET: RouteHandler = handle(
  async () => {
    const { routes } = await import("../../../_server/routes.ts");
    const described = Object.entries(routes).map(async ([path, load]) => ({ path, module: await load() }));
    return json(describeApi(await Promise.all(described), packageJson.version));
  },
  { least: "manager", summary: "This document" },
);
