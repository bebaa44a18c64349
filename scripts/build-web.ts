import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { DataFolderBusy, lockDataFolder } from "../lib/platform/data-lock.ts";
import { endingWithHost, isRunning, startTicks } from "../lib/platform/processes.ts";
import { hashSources } from "./stamps.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const build = join(root, ".build");
const sources = [
  ...["app", "components", "lib", "public", "prisma/models", "proxy.ts"],
  ...["next.config.js", "postcss.config.mjs", "tsconfig.json", "package-lock.json", "scripts/build-web.ts"],
];
/** Where `next build` works; its cache, its types and a development server's files stay there. */
const workshop = join(build, "next");
const stays: ReadonlySet<string> = new Set(["cache", "dev", "types"]);

export interface BuiltPages {
  /** Relative to the checkout: what `CLADE_PAGES` tells the web server. */
  readonly folder: string;
  readonly isNew: boolean;
}

/**
 * The pages as the sources are now, in a folder named by them: a house of the same checkout that serves older ones keeps
 * them. Two builds wait for each other. @throws Error with what the build said.
 */
export async function buildWeb(): Promise<BuiltPages> {
  const name = `pages-${hashSources(root, sources).slice(0, 16)}`;
  const pages = { folder: `.build/${name}`, isNew: !isBuilt(name) };
  markUsed(name);
  if (pages.isNew) {
    await alone(async () => {
      if (isBuilt(name)) return;
      await runBuild();
      moveOut(name);
    });
  }
  sweepPages();
  return pages;
}

function isBuilt(name: string): boolean {
  return existsSync(join(build, name, "BUILD_ID"));
}

async function alone(work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      const lock = await lockDataFolder(join(build, "next.lock"), "next build");
      return await work().finally(() => lock.release());
    } catch (error) {
      if (!(error instanceof DataFolderBusy)) throw error;
      await sleep(500);
    }
  }
}

/** There as a whole or not at all: a start that is killed here leaves a draft that the next build removes. */
function moveOut(name: string): void {
  const draft = join(build, "pages.new");
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft);
  for (const entry of readdirSync(workshop)) {
    if (!stays.has(entry)) renameSync(join(workshop, entry), join(draft, entry));
  }
  renameSync(draft, join(build, name));
}

/** A house's own mark beside its pages, by its process: the number and when it was given out. */
function markUsed(name: string): void {
  mkdirSync(build, { recursive: true });
  writeFileSync(join(build, `${name}.used-${process.pid}-${startTicks(process.pid) ?? ""}`), "");
}

/** Pages that no living house serves, and the marks of those that are gone. */
export function sweepPages(folder = build): void {
  const entries = readdirSync(folder).filter((entry) => entry.startsWith("pages-"));
  const inUse = new Set<string>();
  for (const entry of entries) {
    const [, name, pid, ticks] = /^(pages-\w+)\.used-(\d+)-(\d*)$/.exec(entry) ?? [];
    if (name === undefined) continue;
    if (isRunning(Number(pid)) && (startTicks(Number(pid)) ?? "") === ticks) inUse.add(name);
    else rmSync(join(folder, entry), { force: true });
  }
  for (const entry of entries) {
    if (/^pages-\w+$/.test(entry) && !inUse.has(entry)) rmSync(join(folder, entry), { recursive: true, force: true });
  }
}

async function runBuild(): Promise<void> {
  const cli = fileURLToPath(new URL("dist/bin/next", import.meta.resolve("next/package.json")));
  const { CLADE_PAGES: _, ...env } = process.env;
  // One that outlived a killed start would keep the next from building.
  const [file = "", ...args] = endingWithHost([process.execPath, cli, "build"]);
  const child = spawn(file, args, {
    cwd: root,
    env: { ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
    });
  }
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`the pages could not be built:\n${said.slice(-6000)}`);
}

if (import.meta.main) console.log((await buildWeb()).folder);
