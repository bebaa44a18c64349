import { closeSync, existsSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, statSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { StageKey, WorkspaceId } from "../core/ids.ts";
import { makeFolder } from "./make-folder.ts";

/** What is known of a finished stage beside its files; the file `receipt.json` of its folder. */
export interface Receipt {
  readonly stage: string;
  readonly version: number;
  readonly key: StageKey;
  readonly params: unknown;
  /** Stage name → key of every input. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  readonly milliseconds: number;
  readonly peakRssBytes: number;
}

export interface Artefact {
  /** Local folder with the finished files. */
  readonly folder: string;
  readonly receipt: Receipt;
}

/** A private folder that becomes an artefact as a whole, or never. */
export interface Draft {
  readonly folder: string;
  /** A folder that outlives the draft, for the next attempt at the same key; publishing removes it. */
  readonly saved: string;
  publish(receipt: Omit<Receipt, "files">): Promise<Artefact>;
  discard(): Promise<void>;
}

/** An artefact as a sweep sees it. */
export type SweptArtefact = Pick<Receipt, "stage" | "inputs"> & {
  readonly workspace: WorkspaceId;
  readonly key: StageKey;
};

/** Where artefacts live: a local directory here, a bucket in scale-out mode. */
export interface ArtefactStore {
  find(workspace: WorkspaceId, stage: string, key: StageKey): Artefact | undefined;
  begin(workspace: WorkspaceId, stage: string, key: StageKey): Promise<Draft>;
  /** Removes what was published before `before` and is not needed; answers how many. Each goes as a whole. */
  sweep(isNeeded: (artefact: SweptArtefact) => boolean, before: Date): Promise<number>;
}

const receiptName = "receipt.json";
const savedMark = "saved-";
const savedDays = 7;

/** Artefacts under `root`/workspace/stage/key; drafts under `root`/drafts, so that a rename is atomic. */
export function localStore(root: string): ArtefactStore {
  const place = (workspace: WorkspaceId, stage: string, key: StageKey) => join(root, workspace, stage, key);

  function find(workspace: WorkspaceId, stage: string, key: StageKey): Artefact | undefined {
    const folder = place(workspace, stage, key);
    const receipt = readReceipt(folder);
    return receipt?.key === key && receipt.files.every((file) => hasSize(join(folder, file.name), file.bytes))
      ? { folder, receipt }
      : undefined;
  }

  async function begin(workspace: WorkspaceId, stage: string, key: StageKey): Promise<Draft> {
    const drafts = join(root, "drafts");
    makeFolder(drafts);
    await sweepDrafts(drafts);
    const folder = await mkdtemp(join(drafts, `${process.pid}-${stage}-`));
    const saved = join(drafts, `${savedMark}${workspace}-${stage}-${key}`);
    const discard = () => rm(folder, { recursive: true, force: true });
    return {
      ...{ folder, saved },
      discard,
      async publish(partial) {
        const names = readdirSync(folder).sort();
        const receipt = {
          ...partial,
          files: names.map((name) => ({ name, bytes: statSync(join(folder, name)).size })),
        };
        await writeFile(join(folder, receiptName), `${JSON.stringify(receipt, null, 2)}\n`);
        for (const name of [...names, receiptName]) syncPath(join(folder, name));
        syncPath(folder);
        const target = place(workspace, stage, key);
        makeFolder(dirname(target));
        for (;;) {
          const published = find(workspace, stage, key);
          if (published) {
            await discard();
            await rm(saved, { recursive: true, force: true });
            return published;
          }
          // Another attempt may publish the same at this moment; a whole artefact is never taken away.
          if (!moveTo(folder, target)) {
            moveTo(target, `${folder}-broken`);
            continue;
          }
          syncPath(dirname(target));
          await rm(saved, { recursive: true, force: true });
          return { folder: target, receipt };
        }
      },
    };
  }

  async function sweep(isNeeded: (artefact: SweptArtefact) => boolean, before: Date): Promise<number> {
    const drafts = join(root, "drafts");
    makeFolder(drafts);
    let swept = 0;
    for (const [workspace = "", stage = "", key = ""] of foldersBelow(root, 3)) {
      if (workspace === "drafts") continue;
      const folder = join(root, workspace, stage, key);
      const published = statSync(join(folder, receiptName), { throwIfNoEntry: false }) ?? statSync(folder);
      if (published.mtimeMs >= before.getTime()) continue;
      const inputs = readReceipt(folder)?.inputs ?? {};
      if (isNeeded({ workspace: workspace as WorkspaceId, stage, key: key as StageKey, inputs })) continue;
      // Out of sight at once; a sweep that is killed here leaves a draft, which the next one removes.
      const grave = join(await mkdtemp(join(drafts, `${process.pid}-swept-`)), key);
      if (moveTo(folder, grave)) swept++;
      await rm(dirname(grave), { recursive: true, force: true });
    }
    return swept;
  }

  return { find, begin, sweep };
}

/** The paths of the folders at a depth, as their parts. */
function foldersBelow(root: string, depth: number): string[][] {
  if (depth === 0) return [[]];
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name }) => foldersBelow(join(root, name), depth - 1).map((rest) => [name, ...rest]));
}

/**
 * Removes what processes left that ended without a word: a draft's name begins with the id of its writer. What was saved for
 * a next attempt stays for some days.
 */
async function sweepDrafts(drafts: string): Promise<void> {
  const isForgotten = (name: string) =>
    (statSync(join(drafts, name), { throwIfNoEntry: false })?.mtimeMs ?? 0) < Date.now() - savedDays * 86_400_000;
  const orphans = readdirSync(drafts).filter((name) =>
    name.startsWith(savedMark) ? isForgotten(name) : !isRunning(Number.parseInt(name, 10)),
  );
  await Promise.all(orphans.map((name) => rm(join(drafts, name), { recursive: true, force: true })));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Moves a folder as a whole; false where something else is there, or has just been moved. */
function moveTo(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOTEMPTY" || code === "EEXIST" || (code === "ENOENT" && !existsSync(from))) return false;
    throw error;
  }
}

function readReceipt(folder: string): Receipt | undefined {
  const path = join(folder, receiptName);
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Receipt;
  } catch {
    return undefined;
  }
}

function hasSize(path: string, bytes: number): boolean {
  return statSync(path, { throwIfNoEntry: false })?.size === bytes;
}

function syncPath(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
