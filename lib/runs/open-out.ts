import { mkdtempSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { CladeError } from "../core/errors.ts";
import { makeFolder } from "../platform/make-folder.ts";

/** Makes sure that `out` is a folder and can be written, before any work is done for it. @throws BAD_USAGE, DISK_FULL */
export function openOut(out: string): void {
  try {
    makeFolder(out);
    rmdirSync(mkdtempSync(join(out, ".writable-")));
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "ENOSPC") throw new CladeError("DISK_FULL", {}, error);
    throw new CladeError(
      "BAD_USAGE",
      { problem: `--out ${out} ${problems[code] ?? `cannot be used (${code})`}.` },
      error,
    );
  }
}

const problems: Readonly<Record<string, string>> = {
  EEXIST: "is a file, or lies below one; name a folder",
  ENOTDIR: "is a file, or lies below one; name a folder",
  ENOENT: "cannot be made a folder",
  EROFS: "lies on a disk that is read-only",
  EACCES: "may not be written by this user",
  EPERM: "may not be written by this user",
};
