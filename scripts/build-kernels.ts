import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

// Makes what lib/kernels/pool.ts loads: the kernels, and the worker as plain JavaScript, because a thread that first
// has to load the type stripper starts 25 ms later.

const root = fileURLToPath(new URL("..", import.meta.url));

function compileKernels(): void {
  const flags = ["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd,threads"];
  const memory = [
    "--sharedMemory",
    "--importMemory",
    "--noExportMemory",
    "--initialMemory",
    "1",
    "--maximumMemory",
    "65536",
  ];
  const files = ["lib/kernels/assembly/index.ts", "--memoryBase", "4096", "--outFile", ".build/kernels.wasm"];
  const compiler = ["node_modules/assemblyscript/bin/asc.js"];
  const { status } = spawnSync(process.execPath, [...compiler, ...files, ...flags, ...memory], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(1);
}

mkdirSync(`${root}.build`, { recursive: true });
compileKernels();
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
