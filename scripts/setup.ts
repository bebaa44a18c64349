import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { stages } from "../lib/runs/stages.ts";
import { buildKernels } from "./build-kernels.ts";
import { buildReport } from "./build-report.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Starts everything once without work, so that its compiled code is in the cache before somebody waits for it. */
async function warmCompileCache(): Promise<void> {
  const processes = [
    spawn(process.execPath, ["scripts/segment.ts", "--help"], { cwd: root, stdio: "ignore" }),
    ...stages.map(({ name }) => {
      const args = ["lib/runs/stage-process.ts", name];
      const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "ignore", "ignore", "ipc"] });
      child.disconnect();
      return child;
    }),
  ];
  await Promise.all(processes.map((child) => once(child, "exit")));
}

await Promise.all([buildKernels(), buildReport()]);
await warmCompileCache();
