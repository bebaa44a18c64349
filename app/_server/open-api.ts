import { z } from "zod";
import { Localised } from "../../lib/core/localised-schema.ts";
import type { RouteHandler } from "./handle.ts";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"] as const;
export type Method = (typeof methods)[number];

/** A route file as it exports itself. */
export type RouteModule = Readonly<Partial<Record<Method, RouteHandler>>>;

export interface DescribedRoute {
  /** As in the folder names: /api/v1/members/[memberId] */
  readonly path: string;
  readonly module: RouteModule;
}

type Json = Record<string, unknown>;

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: Localised,
  reference: z.string(),
});

/** The OpenAPI 3.1 document: everything in it comes from the doors' own zod schemas, so that it cannot be out of date. */
export function describeApi(routes: readonly DescribedRoute[], version: string): Json {
  const paths = routes.map(({ path, module }) => [openApiPath(path), describePath(path, module)] as const);
  return {
    openapi: "3.1.0",
    info: { title: "Clade", version, description: "Roles, highest first: admin, analyst, marketer, manager." },
    security: [{ apiKey: [] }, { session: [] }],
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "clade_… key of the workspace, shown once when made" },
        session: { type: "apiKey", in: "cookie", name: "clade.session_token" },
      },
      schemas: { Problem: toSchema(problemSchema, "output") },
      responses: {
        Problem: {
          description: "What happened, what was kept and what to do next, in both languages",
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
    },
  };
}

export function openApiPath(path: string): string {
  return path.replace(/\[{1,2}(?:\.\.\.)?(\w+)\]{1,2}/g, "{$1}");
}

function describePath(path: string, module: RouteModule): Json {
  const inPath = [...path.matchAll(/\[{1,2}(?:\.\.\.)?(\w+)\]{1,2}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const operations = methods.flatMap((method) => {
    const handler = module[method];
    return handler === undefined ? [] : [[method.toLowerCase(), describeOperation(path, method, handler)]];
  });
  return { ...(inPath.length > 0 ? { parameters: inPath } : {}), ...Object.fromEntries(operations) };
}

function describeOperation(path: string, method: Method, { door }: RouteHandler): Json {
  const query = "query" in door && door.query ? queryParameters(door.query) : [];
  const repeat = { name: "Idempotency-Key", in: "header", required: false, schema: { type: "string" } };
  const parameters = method === "POST" && door.least !== "nobody" ? [...query, repeat] : query;
  const type = ("answerType" in door && door.answerType) || "application/json";
  const schema = door.answer ? toSchema(door.answer, "output") : {};
  return {
    operationId: operationId(path, method),
    summary: door.summary ?? "",
    "x-least-role": door.least,
    ...(door.least === "nobody" ? { security: [] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(door.body
      ? { requestBody: { required: true, content: { "application/json": { schema: toSchema(door.body, "input") } } } }
      : {}),
    responses: {
      "2XX": { description: door.summary ?? "Done", ...(method === "HEAD" ? {} : { content: { [type]: { schema } } }) },
      default: { $ref: "#/components/responses/Problem" },
    },
  };
}

function queryParameters(query: z.ZodType): Json[] {
  const { properties = {}, required = [] } = toSchema(query, "input") as { properties?: Json; required?: string[] };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

function operationId(path: string, method: Method): string {
  const words = path.replace("/api/v1/", "").split(/[^A-Za-z0-9]+/);
  const named = words.filter(Boolean).map((word) => word[0]?.toUpperCase() + word.slice(1));
  return method.toLowerCase() + named.join("");
}

function toSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}
