import { z } from "zod";
import type { Algorithm } from "../clustering/algorithms/algorithm.ts";
import { type AlgorithmId, algorithms } from "../clustering/algorithms/index.ts";
import type { ParamSpec, ParamSpecs } from "../clustering/algorithms/param.ts";
import { refusedRange } from "../clustering/constraints/refused-range.ts";
import { findAlgorithm } from "../clustering/find-algorithm.ts";
import { misplacedParam } from "../clustering/params.ts";
import { FixedSegments, PairRules } from "../clustering/rules-schema.ts";
import type { ClusteringConfig } from "../clustering/schema.ts";
import type { Locale } from "../core/localised.ts";
import { schemaSentence } from "../core/schema-sentence.ts";

const [firstAlgorithm] = algorithms;

/** An algorithm that finds how many there are has nothing to be told; the range is what others see where they ask. */
const withoutRange = {
  k: z
    .literal("auto", {
      error: schemaSentence({
        en: "this algorithm finds how many there are by itself; leave it out",
        zh: "该算法自行确定人群数，请不要填写",
      }),
    })
    .default("auto"),
  kMin: z.literal(2).default(2),
  kMax: z.literal(2).default(2),
};

const noPairs = z.never({
  error: schemaSentence({
    en: `this algorithm cannot keep to pairs; leave them out, or choose one that can: ${keepers("en", takesPairs)}`,
    zh: `该算法不支持配对规则，请去掉配对，或改用支持的算法：${keepers("zh", takesPairs)}`,
  }),
});

/** Rules that are params of some algorithm, by name; the others refuse them. */
const limits = [...new Set(algorithms.flatMap(({ params }) => rulesAmong(params)))];

const noLimit = (name: string) =>
  z.never({
    error: schemaSentence({
      en: `this algorithm cannot keep to limits of size; leave them out, or choose one that can: ${keepers("en", takesLimit(name))}`,
      zh: `该算法不支持规模限制，请去掉限制，或改用支持的算法：${keepers("zh", takesLimit(name))}`,
    }),
  });

/** One branch per algorithm of the registry, each strict about its own params; the first is the default. */
export const ClusteringSchema = z
  .preprocess(
    (value) =>
      typeof value === "object" && value !== null && !Array.isArray(value) && !("algorithm" in value)
        ? { ...value, algorithm: firstAlgorithm.id }
        : value,
    z.discriminatedUnion("algorithm", [branch(firstAlgorithm), ...algorithms.slice(1).map(branch)], {
      error: schemaSentence({
        en: `there is no such algorithm; there are: ${algorithms.map(({ id }) => id).join(", ")}`,
        zh: `没有这种算法，可用的有：${algorithms.map(({ id }) => id).join("、")}`,
      }),
    }),
  )
  .superRefine((config, context) => {
    const found = misplacedParam(findAlgorithm(config.algorithm).params, config as ClusteringConfig);
    if (found) context.addIssue({ code: "custom", path: [found.name], message: schemaSentence(found.problem) });
    const refused = refusedRange(findAlgorithm(config.algorithm), config as ClusteringConfig);
    if (refused) context.addIssue({ code: "custom", path: [refused.param], message: schemaSentence(refused.problem) });
  });

function keepers(locale: Locale, can: (one: Algorithm) => boolean): string {
  return algorithms.flatMap((one) => (can(one) ? [one.label[locale]] : [])).join(locale === "zh" ? "、" : ", ");
}

function takesPairs(one: Algorithm): boolean {
  return one.takesPairs === true;
}

function takesLimit(name: string): (one: Algorithm) => boolean {
  return ({ params }) => rulesAmong(params).includes(name);
}

function rulesAmong(params: ParamSpecs): string[] {
  return Object.entries(params).flatMap(([name, { isRule }]) => (isRule ? [name] : []));
}

type Entry = Pick<Algorithm, "clusters" | "params" | "takesPairs"> & { readonly id: AlgorithmId };

function branch({ id, clusters, params, takesPairs }: Entry) {
  const own = {
    ...Object.fromEntries(limits.map((name) => [name, noLimit(name).optional()])),
    ...Object.fromEntries(Object.entries(params).map(([name, spec]) => [name, paramSchema(spec)])),
    fixed: FixedSegments.optional(),
    pairs: (takesPairs ? PairRules : noPairs).optional(),
  };
  if (clusters === null) return z.strictObject({ algorithm: z.literal(id), ...withoutRange, ...own });
  const most = clusters.maximum;
  return z
    .strictObject({
      algorithm: z.literal(id),
      k: z
        .union([z.literal("auto"), z.int().min(2).max(most)], {
          error: schemaSentence({
            en: `write a whole number (2–${most}) or "auto"`,
            zh: `请填写 2–${most} 的整数，或 "auto"`,
          }),
        })
        .default("auto"),
      kMin: z.int().min(2).max(most).default(3),
      kMax: z.int().min(2).max(most).default(10),
      ...own,
    })
    .refine(({ kMin, kMax }) => kMin <= kMax, {
      path: ["kMin"],
      error: schemaSentence({
        en: "it is above kMax; the range is 3–10 but for what is written",
        zh: "大于 kMax；未填写时范围为 3–10",
      }),
    });
}

function paramSchema(spec: ParamSpec) {
  if (spec.kind === "choice") return z.enum(spec.options.map(({ value }) => value)).default(spec.default);
  const number = (spec.kind === "integer" ? z.int() : z.number()).min(spec.minimum).max(spec.maximum);
  return spec.default === "auto" ? z.union([z.literal("auto"), number]).default("auto") : number.default(spec.default);
}
