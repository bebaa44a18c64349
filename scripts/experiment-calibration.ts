import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { scenarios } from "../lib/experiments/calibration/scenarios.ts";
import type { Found } from "../lib/experiments/calibration/simulate.ts";
import { keepsTo, type PlantedFindings, writeCalibration } from "../lib/experiments/calibration/table.ts";
import { openKernels } from "../lib/kernels/pool.ts";
import { countPlanted, drawShop } from "./planted-effect.ts";

interface Order {
  readonly runs: number;
  readonly seed: number;
}

/** How often every method that may lead a report says something where nothing is, in a table that the docs keep. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: "string", default: "10000" },
      seed: { type: "string", default: "7" },
      threads: { type: "string", default: String(availableParallelism()) },
      out: { type: "string" },
    },
  });
  const order: Order = { runs: Number(values.runs), seed: Number(values.seed) };
  const found: Found[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: Number(values.threads) }, async () => {
      const worker = new Worker(new URL(import.meta.url), { workerData: order });
      for (let at = next++; at < scenarios.length; at = next++) {
        const { population = "", users = "", method = "", bar = null } = scenarios[at] ?? {};
        const one = await ask(worker, at);
        found[at] = one;
        const rate = (100 * (one.below + one.above)) / one.runs;
        process.stderr.write(
          `${keepsTo(bar, one) ? "holds" : "FAILS"} ${rate.toFixed(2)} % ${population}, ${users}: ${method}\n`,
        );
      }
      await worker.terminate();
    }),
  );
  const date = new Date().toISOString().slice(0, 10);
  const text = writeCalibration({ ...order, date, found, planted: await plant() });
  if (values.out === undefined) process.stdout.write(text);
  else await writeFile(values.out, text);
  process.exitCode = scenarios.every(({ bar }, at) => found[at] && keepsTo(bar, found[at])) ? 0 : 1;
}

/** Power and family error where the effect is known: one persona of the sample shop answers, the others do not. */
async function plant(): Promise<PlantedFindings> {
  const tests = 500;
  const effect = { persona: "trend-browser", effect: 0.18 } as const;
  const shop = drawShop(20_000, 180, 7);
  const kernels = await openKernels({ threads: 1 });
  const { planted, others } = countPlanted(shop, effect, tests, kernels);
  const { blocked } = countPlanted(shop, { ...effect, mismatch: 0.1 }, tests, kernels);
  return { users: shop.length, segment: effect.persona, effect: effect.effect, tests, planted, others, blocked };
}

function ask(worker: Worker, scenario: number): Promise<Found> {
  return new Promise((resolve, reject) => {
    worker.removeAllListeners();
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.postMessage(scenario);
  });
}

async function simulate({ runs, seed }: Order): Promise<void> {
  const kernels = await openKernels({ threads: 1 });
  parentPort?.on("message", (at: number) => parentPort?.postMessage(scenarios[at]?.run({ runs, seed, kernels })));
}

await (isMainThread ? main() : simulate(workerData as Order));
