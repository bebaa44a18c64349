import { spawn } from "node:child_process";
import { checkFiles } from "./check-files.ts";
import { pendingSql } from "./migration.ts";

interface StepResult {
  readonly name: string;
  readonly problem: string | undefined;
  readonly seconds: number;
}

interface Step {
  readonly name: string;
  run(): Promise<string | undefined>;
}

/** The fast gates, all at once; each step answers with what is wrong, or nothing. */
const steps: readonly Step[] = [
  { name: "types", run: () => command("tsc", ["-p", "."]) },
  { name: "lint", run: () => command("biome", ["check", "--error-on-warnings", "."]) },
  { name: "layers", run: checkLayers },
  { name: "dead code", run: () => command("knip", ["--no-progress"]) },
  { name: "migrations", run: checkMigrations },
  { name: "files", run: async () => checkFiles(process.cwd()).join("\n") || undefined },
];

/** Runs every step and says how each went. Resolves to the number of passed and failed steps. */
export async function runChecks(): Promise<{ passed: number; failed: number }> {
  const results = await Promise.all(steps.map(timed));
  for (const { name, problem, seconds } of results) {
    console.log(`${problem === undefined ? "ok    " : "FAILED"} ${name} (${seconds.toFixed(1)} s)`);
    if (problem !== undefined) console.log(problem);
  }
  const failed = results.filter(({ problem }) => problem !== undefined).length;
  return { passed: results.length - failed, failed };
}

async function timed({ name, run }: Step): Promise<StepResult> {
  const started = performance.now();
  const problem = await run();
  return { name, problem, seconds: (performance.now() - started) / 1000 };
}

/** dependency-cruiser says "no violations" of nothing when its parser is missing, so the module count is checked too. */
async function checkLayers(): Promise<string | undefined> {
  const folders = ["lib", "app", "components", "workers", "scripts", "proxy.ts"];
  const { code, output } = await capture("node", [
    ...["--import", "./scripts/parse-tsx.mjs", "node_modules/dependency-cruiser/bin/dependency-cruise.mjs"],
    ...["--config", ".dependency-cruiser.cjs", ...folders],
  ]);
  const modules = Number(/\((\d+) modules/.exec(output)?.[1] ?? 0);
  if (code !== 0) return output;
  return modules < 100 ? `only ${modules} modules were seen\n${output}` : undefined;
}

/** A model without its migration would be missing in every database. */
async function checkMigrations(): Promise<string | undefined> {
  const sql = await pendingSql();
  return sql === "" ? undefined : `npm run migration -- NAME would write:\n${sql}`;
}

async function command(name: string, args: readonly string[]): Promise<string | undefined> {
  const { code, output } = await capture(name, args);
  return code === 0 ? undefined : output;
}

function capture(name: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(name, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const collect = (chunk: Buffer) => {
      output += chunk.toString("utf8");
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.once("error", (error) => resolve({ code: 1, output: String(error) }));
    child.once("close", (code) => resolve({ code, output }));
  });
}

if (import.meta.main) {
  const { failed } = await runChecks();
  process.exitCode = failed === 0 ? 0 : 1;
}
