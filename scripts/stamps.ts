import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Does its work only where a source or the output changed since the last time it went well. */
export async function whenChanged(
  root: string,
  { name, sources, output, isCurrent = () => true, work }: StampedStep,
): Promise<"done" | "current"> {
  const stamps = join(root, ".build", "stamps");
  const stamp = join(stamps, name);
  const hash = hashSources(root, sources);
  const isThere = existsSync(join(root, output)) && existsSync(stamp);
  if (isThere && readFileSync(stamp, "utf8") === hash && isCurrent()) return "current";
  await work();
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, hash);
  return "done";
}

export interface StampedStep {
  readonly name: string;
  /** Files and folders, tests aside. */
  readonly sources: readonly string[];
  readonly output: string;
  /** What else the output must satisfy. */
  isCurrent?(): boolean;
  work(): Promise<void>;
}

/** SHA-256 over names and contents, so that a checkout with new times changes nothing. */
export function hashSources(root: string, sources: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of sources.flatMap((source) => filesOf(root, source)).sort()) {
    hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}

function filesOf(root: string, source: string): string[] {
  const found = statSync(join(root, source), { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [source];
  return readdirSync(join(root, source), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(test|spec)\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replace(/^\/+/, ""));
}
