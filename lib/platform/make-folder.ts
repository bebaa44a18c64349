import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder with its parents; one that is there is fine. Node's own recursive mkdir never returns below /proc and
 * answers ENOENT on a read-only disk, which says nothing to people.
 * @throws the system's error (EROFS, EACCES, ENOTDIR, …) of the first folder that cannot be made.
 */
export function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Somebody else may have made it in the meantime.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
