import { join } from "node:path";
import { findAlgorithm } from "../clustering/find-algorithm.ts";
import { CladeError } from "../core/errors.ts";
import type { StageKey } from "../core/ids.ts";
import type { WorkspaceScope } from "../core/scope.ts";
import { sharedInformationOf } from "../evaluation/information.ts";
import type { EvaluationSummary } from "../evaluation/schema.ts";
import { artefacts } from "../platform/artefacts.ts";
import { db } from "../platform/db.ts";
import { readNumbers } from "../platform/number-file.ts";
import { agreementOf, crossLabels } from "../segments/compare.ts";
import { boardMeasures, describeSettings, measureRun } from "./board.ts";
import { type BoardDto, type BoardQuery, type BoardRow, boardSize } from "./board-schema.ts";
import { readArtefact } from "./outputs.ts";
import type { RunConfig, RunStatus } from "./schema.ts";

/** Users that two runs are compared on: enough for two decimals, few enough for every pair on the board. */
const comparedUsers = 20_000;

interface Judged {
  /** Of the users, in whose order the labels stand. */
  readonly users: string;
  readonly evaluation: EvaluationSummary;
  readonly labels: Int32Array;
}

/** Runs side by side: each by every measure, and how far any two agree. @throws NOT_FOUND */
export async function getBoard({ workspaceId }: WorkspaceScope, query: BoardQuery): Promise<BoardDto> {
  const ids = [...new Set(query.runs.split(","))].slice(0, boardSize);
  const rows = await db().run.findMany({ where: { id: { in: ids }, workspaceId, kind: "segment" } });
  const found = ids.map((id) => rows.find((row) => row.id === id));
  const runs = found.flatMap((row) => (row ? [row] : []));
  if (runs.length < ids.length) throw new CladeError("NOT_FOUND");
  const judged = runs.map((row) => (row.status === "done" ? readJudged(workspaceId, row.keys as Keys) : null));
  const shown = runs.map((row, at): BoardRow => {
    const { clustering } = row.config as unknown as RunConfig;
    const algorithm = findAlgorithm(clustering.algorithm);
    const evaluation = judged[at]?.evaluation;
    return {
      ...{ id: row.id, number: row.number, status: row.status as RunStatus },
      ...{ algorithm: algorithm.label, settings: describeSettings(clustering, algorithm) },
      segments: evaluation?.k ?? null,
      noise: evaluation ? evaluation.noise / Math.max(evaluation.users, 1) : null,
      measures: evaluation ? measureRun(evaluation) : {},
    };
  });
  return {
    runs: shown,
    measures: boardMeasures.filter(({ id }) => shown.some(({ measures }) => measures[id])),
    agreement: judged.map((one) => judged.map((other) => agree(one, other))),
  };
}

type Keys = Readonly<Record<string, string | undefined>>;

/** null where its files are gone. */
function readJudged(workspaceId: WorkspaceScope["workspaceId"], keys: Keys): Judged | null {
  const artefact = artefacts().find(workspaceId, "evaluation", (keys.evaluation ?? "") as StageKey);
  if (!artefact || keys.features === undefined) return null;
  const evaluation = readArtefact<EvaluationSummary>(artefact.folder, "evaluation.json");
  const all = readNumbers(join(artefact.folder, "labels.i32"), new Int32Array(evaluation.users));
  // Rows stand in random order: every n-th is an even sample.
  const step = Math.ceil(all.length / comparedUsers);
  return { users: keys.features, evaluation, labels: all.filter((_, row) => row % step === 0) };
}

function agree(one: Judged | null, other: Judged | null): BoardDto["agreement"][number][number] {
  if (!one || !other || one.users !== other.users) return null;
  const counts = crossLabels(one.labels, other.labels, one.evaluation.k, other.evaluation.k);
  return { ari: agreementOf(counts), ami: sharedInformationOf(counts).ami };
}
