import { z } from "zod";
import type { Algorithm } from "../clustering/algorithms/algorithm.ts";
import { algorithms } from "../clustering/algorithms/index.ts";
import { describedEncoders } from "../embedding/encoders/described.ts";
import { extractors } from "../features/extractors/index.ts";
import type { EndpointSettings } from "../platform/model-settings.ts";
import { CreateRun, type RunOptions } from "./schema.ts";

type ListedAlgorithm = Pick<Algorithm, "id" | "label" | "help" | "clusters" | "params" | "takesPairs">;

/** What a new run may be told: the registries' entries with their words, and the schema of the config. */
export function listRunOptions(endpoint: EndpointSettings | undefined): RunOptions {
  return {
    features: extractors.map(({ id, label, help, treatment, unused, onRequest }) => ({
      ...{ id, label, help },
      use: treatment.use,
      unused: unused ?? null,
      onRequest: onRequest === true,
    })),
    algorithms: algorithms.map(({ id, label, help, clusters, params, takesPairs }: ListedAlgorithm) => ({
      ...{ id, label, help, clusters, takesPairs: takesPairs === true },
      params: Object.entries(params).map(([name, spec]) => ({ name, ...spec })),
    })),
    encoders: [...describedEncoders],
    endpoint: endpoint ? { host: new URL(endpoint.baseUrl).host, model: endpoint.model } : null,
    schema: z.toJSONSchema(CreateRun, { io: "input" }) as Record<string, unknown>,
  };
}
