import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const checkout = fileURLToPath(new URL("../..", import.meta.url));
/** Relative to a checkout, as everything here. */
export const compiledFolder = ".build/compiled";
/** Written last: what went into the compiled entries. */
export const compiledSources = `${compiledFolder}/sources.json`;

/** When a file was written (ms since 1970) and how many bytes it has, by its path. */
export type Sources = Readonly<Record<string, readonly [number, number]>>;

/**
 * Path of an entry's code in few files of plain JavaScript, which loads in half the time, as long as every source that went into it is as
 * it was; else of the source itself, so that an edit counts at once. entry: path of a `.ts` that the set-up compiles.
 */
export function compiled(entry: string, root = checkout): string {
  return join(root, isCompiled(root) ? `${compiledFolder}/${entry.replace(/\.ts$/, ".js")}` : entry);
}

/** Whether the compiled entries are those of the sources as they are now. */
export function isCompiled(root = checkout): boolean {
  try {
    const sources: Sources = JSON.parse(readFileSync(join(root, compiledSources), "utf8"));
    return Object.entries(sources).every(([path, [written, bytes]]) => {
      const now = statSync(join(root, path));
      return now.mtimeMs === written && now.size === bytes;
    });
  } catch {
    return false;
  }
}
