import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Stage } from "../../core/stage.ts";
import { readNumbers } from "../../platform/number-file.ts";
import type { LabelsSummary } from "../labels/schema.ts";
import type { EvaluationSummary } from "../schema.ts";
import { matchLabels } from "./match-labels.ts";
import type { MatchSummary } from "./schema.ts";

/** Are the segments the groups that the shop's own label makes? match.json. */
export const matchStage: Stage<Record<never, never>> = {
  name: "match",
  async run(_params, { input, out }) {
    const labels: LabelsSummary = JSON.parse(readFileSync(join(input("labels"), "labels.json"), "utf8"));
    const { users, k, fixed }: EvaluationSummary = JSON.parse(
      readFileSync(join(input("evaluation"), "evaluation.json"), "utf8"),
    );
    const segments = readNumbers(join(input("evaluation"), "labels.i32"), new Int32Array(users));
    const codes = readNumbers(join(input("labels"), "classes.i32"), new Int32Array(users));
    const names = labels.classes.map(({ name }) => name);
    const summary: MatchSummary = {
      column: labels.column,
      ...matchLabels(segments, codes, names, k + (fixed?.length ?? 0)),
    };
    writeFileSync(join(out, "match.json"), JSON.stringify(summary));
  },
};
