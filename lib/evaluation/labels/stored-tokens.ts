import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Localised } from "../../core/localised.ts";
import type { Random } from "../../core/random.ts";
import type { StageContext } from "../../core/stage.ts";
import { selectUsers } from "../../embedding/behaviour/select-users.ts";
import { readEvents } from "../../embedding/behaviour/stored-events.ts";
import type { Block } from "../../embedding/fusion.ts";
import { countCells, fitCells } from "./cells.ts";
import type { Source } from "./cross-validate.ts";
import { type TokenOptions, tokenSource } from "./token-source.ts";
import { isRightWidth, mostCells, tokenParams } from "./transformer-params.ts";
import type { LeftOut } from "./try-models.ts";

interface Asked {
  /** Of the users that are tried. */
  readonly features: Pick<Block, "matrix" | "columns"> | undefined;
  /** Their rows among all. */
  readonly rows: Int32Array;
  readonly random: Random;
}

/** What the transformer learns from: the features as tokens and what users did, or why it does not. */
export async function readTokens(asked: Asked, context: StageContext): Promise<(Source<"tokens"> | LeftOut)[]> {
  const { features, rows, random } = asked;
  const events = selectUsers((await readEvents(context)).events, rows);
  const cells = features ? countCells(features.matrix, features.columns) : 0;
  const options = (id: "features" | "events"): TokenOptions => ({
    ...{ random: random.fork(id), params: tokenParams[id] },
    ...(context.saved === undefined ? {} : { keep: keepIn(context.saved) }),
  });
  const found: (Source<"tokens"> | LeftOut)[] = [];
  if (features && cells > 1) {
    const learn = (training: Int32Array) => fitCells(features.matrix, features.columns, training);
    found.push(
      isRightWidth(cells)
        ? tokenSource("features", learn, options("features"))
        : { id: "features", leftOut: tooWide(cells) },
    );
  }
  if (events.user.length > 0) {
    const { length } = tokenParams.events;
    const learn = () => ({ length, tokenise: (some: Int32Array) => selectUsers(events, some) });
    found.push(tokenSource("events", learn, options("events")));
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

function tooWide(cells: number): Localised {
  return {
    en: `Left out: ${cells} columns are more than the ${mostCells} that it compares with each other.`,
    zh: `未检验：共 ${cells} 列，超过可相互比较的 ${mostCells} 列。`,
  };
}
