import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Localised } from "../../core/localised.ts";
import type { Random } from "../../core/random.ts";
import type { StageContext } from "../../core/stage.ts";
import { selectUsers } from "../../embedding/behaviour/select-users.ts";
import { readEvents } from "../../embedding/behaviour/stored-events.ts";
import type { Block } from "../../embedding/fusion.ts";
import type { LabelsConfig } from "../schema.ts";
import { fitCells } from "./cells.ts";
import type { Source } from "./cross-validate.ts";
import { type TokenOptions, tokenSource } from "./token-source.ts";
import { autoSeconds, isRightWidth, mostCells, tokenParams, transformerSeconds } from "./transformer-params.ts";
import type { LeftOut } from "./try-models.ts";

interface Asked {
  readonly choice: LabelsConfig["transformer"];
  readonly features: Pick<Block, "matrix" | "columns"> | undefined;
  /** Labelled users that are tried. */
  readonly users: number;
  readonly folds: number;
  readonly random: Random;
}

/** What the transformer learns from: the features as tokens and what users did, or why it does not. */
export async function readTokens(asked: Asked, context: StageContext): Promise<(Source<"tokens"> | LeftOut)[]> {
  const { choice, features, users, folds, random } = asked;
  if (choice === "off") return [];
  const { events } = await readEvents(context);
  const everybody = features ? Int32Array.from({ length: features.matrix.rows }, (_, row) => row) : new Int32Array();
  const cells = features ? fitCells(features.matrix, features.columns, everybody).length : 0;
  const hasEvents = events.user.length > 0;
  const seconds = transformerSeconds({ users, folds, cells, hasEvents });
  const options = (id: "features" | "events"): TokenOptions => ({
    ...{ random: random.fork(id), params: tokenParams[id] },
    ...(context.saved === undefined ? {} : { keep: keepIn(context.saved) }),
  });
  const refused = choice === "auto" && seconds > autoSeconds ? tooDear(seconds) : null;
  const found: (Source<"tokens"> | LeftOut)[] = [];
  if (features && cells > 1) {
    const leftOut = refused ?? (isRightWidth(cells) ? null : tooWide(cells));
    const learn = (training: Int32Array) => fitCells(features.matrix, features.columns, training);
    found.push(leftOut ? { id: "features", leftOut } : tokenSource("features", learn, options("features")));
  }
  if (hasEvents) {
    const { length } = tokenParams.events;
    const learn = () => ({ length, tokenise: (rows: Int32Array) => selectUsers(events, rows) });
    found.push(refused ? { id: "events", leftOut: refused } : tokenSource("events", learn, options("events")));
  }
  return found;
}

function keepIn(folder: string): NonNullable<TokenOptions["keep"]> {
  const path = (name: string) => join(folder, `${name}.checkpoint`);
  return {
    read: (name) => (existsSync(path(name)) ? readFileSync(path(name)) : undefined),
    write(name, bytes) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${path(name)}.part`, bytes);
      renameSync(`${path(name)}.part`, path(name));
    },
  };
}

function tooDear(seconds: number): Localised {
  const minutes = Math.max(1, Math.round(seconds / 60));
  return {
    en: `Left out: it would take about ${minutes} ${minutes === 1 ? "minute" : "minutes"}; ask for it (evaluation.labels.transformer: on).`,
    zh: `未检验：约需 ${minutes} 分钟；如需检验请开启（evaluation.labels.transformer: on）。`,
  };
}

function tooWide(cells: number): Localised {
  return {
    en: `Left out: ${cells} columns are more than the ${mostCells} that it compares with each other.`,
    zh: `未检验：共 ${cells} 列，超过可相互比较的 ${mostCells} 列。`,
  };
}
