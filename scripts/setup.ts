import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { compiled, compiledSources, isCompiled } from "../lib/platform/compiled.ts";
import { buildCompiled } from "./build-compiled.ts";
import { buildKernels } from "./build-kernels.ts";
import { buildReport } from "./build-report.ts";
import { type StampedStep, whenChanged } from "./stamps.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

interface Step extends StampedStep {
  readonly title: string;
}

/** What the code needs beside itself, made once and again where its sources change. */
const steps: readonly Step[] = [
  {
    name: "database-client",
    title: "Generated the database client",
    sources: ["prisma/schema.prisma", "prisma/models", "prisma.config.ts", "package-lock.json"],
    output: ".build/prisma/client.ts",
    work: generateClient,
  },
  {
    name: "kernels",
    title: "Compiled the kernels",
    sources: ["lib/kernels", "lib/core", "scripts/build-kernels.ts", "package-lock.json"],
    output: ".build/kernels.wasm",
    work: buildKernels,
  },
  {
    name: "report",
    title: "Built the reports' scripts and styles",
    sources: ["lib/segments", "lib/experiments", "lib/core", "scripts/build-report.ts", "package-lock.json"],
    output: ".build/experiment-client.js",
    work: buildReport,
  },
];

/** Of what the others make it takes the database client. */
const compiling: Step = {
  name: "compiled",
  title: "Compiled the stages",
  sources: ["lib", "scripts/run-command.ts", "scripts/build-compiled.ts", "package-lock.json"],
  output: compiledSources,
  isCurrent: () => isCompiled(root),
  work: buildCompiled,
};

/** Everything at once; says what it did and how long it took, and nothing where all is current. */
async function setUp(): Promise<void> {
  const done = [...(await Promise.all(steps.map(take))), await take(compiling)];
  if (done.includes("done")) await warmCompileCache();
}

async function take(step: Step): Promise<"done" | "current"> {
  const started = performance.now();
  const state = await whenChanged(root, step);
  if (state === "done") console.log(`${step.title} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return state;
}

/** Prisma asks for a schema engine that generating never calls; `true` stands in, so that nothing is downloaded. */
async function generateClient(): Promise<void> {
  const cli = fileURLToPath(new URL("build/index.js", import.meta.resolve("prisma/package.json")));
  const child = spawn(process.execPath, [cli, "generate"], {
    cwd: root,
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: "/bin/true",
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
    });
  }
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`the database client could not be generated:\n${said}`);
}

/** Starts everything once without work, so that its compiled code is in the cache before somebody waits for it. */
async function warmCompileCache(): Promise<void> {
  const { stages } = await import("../lib/runs/stages.ts");
  const processes = [
    spawn(process.execPath, ["scripts/command.mjs", "segment", "--help"], { cwd: root, stdio: "ignore" }),
    ...stages.map(({ name }) => {
      const args = [compiled("lib/runs/stage-process.ts"), name];
      const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "ignore", "ignore", "ipc"] });
      child.disconnect();
      return child;
    }),
  ];
  await Promise.all(processes.map((child) => once(child, "exit")));
}

await setUp();
