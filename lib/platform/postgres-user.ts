import { spawnSync } from "node:child_process";
import { chownSync, cpSync, existsSync, mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { hashValue } from "../core/hash.ts";

/** As whom PostgreSQL's programs run, and where they and the data lie. PostgreSQL refuses to run as root. */
export interface PostgresUser {
  /** What stands before a program and its arguments. */
  readonly prefix: readonly string[];
  readonly ids: { readonly uid?: number; readonly gid?: number };
  readonly data: string;
  /** Folder of `initdb` and `postgres`. */
  readonly programs: string;
}

interface Machine {
  readonly isRoot: boolean;
  /** May this process open a user namespace? */
  readonly hasNamespaces: () => boolean;
  /** Where "nobody" may own folders: everything above lets it through. */
  readonly shared: string;
}

/** "nobody" on every Linux. */
const nobody = 65_534;
const namespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000"];

const thisMachine: Machine = {
  isRoot: process.getuid?.() === 0,
  hasNamespaces: () => spawnSync("unshare", [...namespace.slice(1), "true"]).status === 0,
  shared: "/var/lib/clade",
};

/**
 * A plain user runs it as itself. Root runs it inside a user namespace in which it is nobody special: files stay root's,
 * and folders that only root may enter do no harm. Where the kernel forbids that, programs and data move to a folder
 * that belongs to "nobody", and stay there.
 */
export function postgresUser(data: string, programs: string, machine: Machine = thisMachine): PostgresUser {
  if (!machine.isRoot) return { prefix: [], ids: {}, data, programs };
  const home = join(machine.shared, `${basename(dirname(data))}-${hashValue(data).slice(0, 12)}`);
  if (!existsSync(home) && machine.hasNamespaces()) return { prefix: namespace, ids: {}, data, programs };
  const moved = { data: join(home, "data"), programs: join(home, "native", "bin") };
  if (!existsSync(home)) {
    mkdirSync(home, { recursive: true, mode: 0o755 });
    cpSync(dirname(programs), dirname(moved.programs), { recursive: true, verbatimSymlinks: true });
    if (existsSync(data)) cpSync(data, moved.data, { recursive: true, verbatimSymlinks: true });
    spawnSync("chown", ["-R", `${nobody}:${nobody}`, home]);
  }
  chownSync(home, nobody, nobody);
  return { prefix: [], ids: { uid: nobody, gid: nobody }, ...moved };
}
