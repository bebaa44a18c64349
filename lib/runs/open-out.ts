import { mkdirSync, statSync } from "node:fs";
import { CladeError } from "../core/errors.ts";

/** Makes sure that `out` is a folder that can be written. @throws BAD_USAGE */
export function openOut(out: string): void {
  try {
    mkdirSync(out, { recursive: true });
  } catch (error) {
    throw new CladeError("BAD_USAGE", { problem: `--out ${out} cannot be made a folder.` }, error);
  }
  if (!statSync(out).isDirectory()) throw new CladeError("BAD_USAGE", { problem: `--out ${out} is not a folder.` });
}
