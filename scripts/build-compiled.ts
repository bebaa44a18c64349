import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import { compiledFolder, compiledSources, type Sources } from "../lib/platform/compiled.ts";

const checkout = fileURLToPath(new URL("..", import.meta.url));
/** What is started for a moment and waited for. */
const started = ["lib/runs/stage-process.ts", "scripts/run-command.ts"];
/** Files of an earlier build that a process may still load from. */
const keptMilliseconds = 24 * 60 * 60_000;

/** Puts short-lived programs and what they import into few files of plain JavaScript (lib/platform/compiled.ts). */
export async function buildCompiled(root = checkout, entryPoints: readonly string[] = started): Promise<void> {
  const outdir = join(root, compiledFolder);
  await mkdir(outdir, { recursive: true });
  await rm(join(root, compiledSources), { force: true });
  await sweep(outdir);
  // What is edited while this works must not count as compiled.
  const read = new Map([["package-lock.json", await writtenAt(join(root, "package-lock.json"))]]);
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [...entryPoints],
    outbase: ".",
    outdir: compiledFolder,
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node20",
    // Native code, and what belongs to the server.
    external: ["@duckdb/node-bindings", "@node-rs/jieba", "@prisma/*", "bullmq", "onnxruntime-node", "pg"],
    // Modules of the older kind ask for others by a function that these files do not have.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    plugins: [noteSources(root, read), keepPlaces(outdir)],
    metafile: true,
    write: false,
    logLevel: "warning",
  });
  // What files share is there before whatever loads it.
  const isShared = ({ path }: { readonly path: string }) => Number(dirname(path) === outdir);
  for (const { path, contents } of outputFiles.toSorted((a, b) => isShared(b) - isShared(a)))
    await replaceFile(path, contents);
  const own = Object.keys(metafile.inputs).filter((path) => !path.startsWith("node_modules/") && !path.includes(":"));
  const sources = await Promise.all(
    [...own, "package-lock.json"].map(
      async (path) => [path, read.get(path) ?? (await writtenAt(join(root, path)))] as const,
    ),
  );
  await replaceFile(join(root, compiledSources), JSON.stringify(Object.fromEntries(sources) satisfies Sources));
}

/** As a whole: a process that starts meanwhile, or another build, finds it as it was or as it is, never half of it. */
async function replaceFile(path: string, contents: Uint8Array | string): Promise<void> {
  const written = `${path}.${process.pid}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(written, contents);
  await rename(written, path);
}

type Written = Sources[string];

async function writtenAt(path: string): Promise<Written> {
  const { mtimeMs, size } = await stat(path);
  return [mtimeMs, size];
}

/** Remembers of each file how it was before it was read. */
function noteSources(root: string, read: Map<string, Written>): Plugin {
  return {
    name: "note-sources",
    setup({ onLoad }) {
      onLoad({ filter: /\.(ts|json)$/ }, async ({ path }) => {
        if (!path.includes("/node_modules/")) read.set(relative(root, path), await writtenAt(path));
        return null;
      });
    },
  };
}

/** Files that a module names beside itself stay where they are. */
function keepPlaces(outdir: string): Plugin {
  return {
    name: "keep-places",
    setup({ onLoad }) {
      onLoad({ filter: /\/(lib|scripts)\/.*\.ts$/ }, async ({ path }) => {
        const code = await readFile(path, "utf8");
        const place = `new URL(${JSON.stringify(relative(outdir, path))}, import.meta.url).href`;
        return { loader: "ts", contents: code.replaceAll("import.meta.url", place) };
      });
    },
  };
}

async function sweep(outdir: string): Promise<void> {
  for (const name of await readdir(outdir)) {
    const file = join(outdir, name);
    // Another build may have taken it away.
    const found = await stat(file).catch(() => null);
    if (found?.isFile() && Date.now() - found.mtimeMs > keptMilliseconds) await rm(file, { force: true });
  }
}
