import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Makes what lib/kernels/pool.ts loads: `.build/kernels.wasm`, and the worker as plain JavaScript, because a thread that
 * first has to load the type stripper starts 25 ms later.
 */
export async function buildKernels(): Promise<void> {
  mkdirSync(`${root}.build`, { recursive: true });
  await Promise.all([compileKernels(), bundleWorker()]);
}

async function compileKernels(): Promise<void> {
  const compiler = fileURLToPath(new URL("bin/asc.js", import.meta.resolve("assemblyscript/package.json")));
  const files = ["lib/kernels/assembly/index.ts", "--outFile", ".build/kernels.wasm"];
  const code = ["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd,threads"];
  // The first page below 4,096 bytes is the pool's (lib/kernels/blocks.ts).
  const memory = ["--sharedMemory", "--importMemory", "--noExportMemory", "--memoryBase", "4096"];
  const pages = ["--initialMemory", "1", "--maximumMemory", "65536"];
  const compiling = spawn(process.execPath, [compiler, ...files, ...code, ...memory, ...pages], {
    cwd: root,
    stdio: "inherit",
  });
  const [exitCode] = await once(compiling, "exit");
  if (exitCode !== 0) throw new Error("the kernels do not compile");
}

async function bundleWorker(): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: ["lib/kernels/worker.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    outfile: ".build/kernels-worker.mjs",
    logLevel: "warning",
  });
}
