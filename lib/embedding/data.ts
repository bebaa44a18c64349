import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ModelTask } from "../../.build/prisma/client.ts";
import { CladeError, type ErrorCode, type ErrorDetails } from "../core/errors.ts";
import type { WorkspaceScope } from "../core/scope.ts";
import { db } from "../platform/db.ts";
import { env } from "../platform/env.ts";
import { type CataloguedEncoder, catalogue } from "./catalogue.ts";
import {
  CheckResult,
  MeasureResult,
  type ModelDto,
  type ModelFileDto,
  type ModelList,
  type ModelTaskDto,
} from "./model-schema.ts";
import { listStoredModels, type ModelPlaces, modelFile, type StoredModel } from "./stored-models.ts";

/** The house's own models and those it only reads. */
export function modelPlaces(): ModelPlaces {
  const { dataFolder, models } = env();
  return { own: dataFolder.models, shared: models.shared };
}

/** Encoders of the catalogue and those that lie on this machine, with what is known of each. They belong to no workspace. */
export async function listModels(_: WorkspaceScope): Promise<ModelList> {
  const stored = listStoredModels(modelPlaces());
  const tasks = await db().modelTask.findMany();
  const known = catalogue.map((encoder) =>
    describe(
      encoder,
      stored.find(({ id }) => id === encoder.id),
      tasks,
    ),
  );
  const others = stored.filter(({ id }) => !catalogue.some((encoder) => encoder.id === id));
  const items = [...known, ...others.map((model) => describe(undefined, model, tasks))];
  return { items, hub: new URL(env().models.hub).host };
}

function describe(
  encoder: CataloguedEncoder | undefined,
  model: StoredModel | undefined,
  tasks: readonly ModelTask[],
): ModelDto {
  const id = encoder?.id ?? model?.id ?? "";
  const files = (["int8", "fp32"] as const).map((precision): ModelFileDto => {
    const own = tasks.filter((task) => task.modelId === id && task.precision === precision);
    const path = model && join(model.folder, modelFile[precision]);
    const isHere = path !== undefined && existsSync(path);
    const found = (kind: string) => own.find((task) => task.kind === kind && task.status === "done")?.result;
    return {
      ...{ precision, isHere },
      megabytes: isHere ? statSync(path).size / 1e6 : (encoder?.megabytes[precision] ?? null),
      tasks: own.map(taskDto),
      checked: isHere ? (CheckResult.safeParse(found("check")).data ?? null) : null,
      measured: isHere ? (MeasureResult.safeParse(found("measure")).data ?? null) : null,
    };
  });
  const checked = files.find((file) => file.checked !== null)?.checked;
  return {
    ...{ id, files },
    isCatalogued: encoder !== undefined,
    isShared: model?.isShared ?? false,
    languages: encoder?.languages ?? null,
    licence: encoder?.licence ?? null,
    dimension: encoder?.dimension ?? checked?.dimension ?? null,
    help: encoder?.help ?? null,
  };
}

function taskDto({ kind, status, bytes, total, error, finishedAt }: ModelTask): ModelTaskDto {
  const failure = error as { readonly code: ErrorCode; readonly details: ErrorDetails } | null;
  const known = failure && new CladeError(failure.code, failure.details);
  return {
    kind: kind as ModelTaskDto["kind"],
    status: status as ModelTaskDto["status"],
    bytes: Number(bytes),
    total: total === null ? null : Number(total),
    error: known && { code: known.code, detail: { en: known.sentence("en"), zh: known.sentence("zh") } },
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
