import { spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createRandom } from "../lib/core/random.ts";
import type { ExperimentReport } from "../lib/experiments/report-schema.ts";

const here = import.meta.dirname;

/**
 * Times `npm run experiment` on generated user-level rows: two arms, one row a user, 5 % and 5.2 % of them buying. With
 * `--python PATH` (of one that has pandas and scipy) the same file goes through experiment-peer.py, in turn. Seconds of the
 * whole process, medians of `--repeats`; the results stand beside each other.
 */
export function benchExperiment(argv: readonly string[]): Readonly<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      rows: { type: "string", default: "10000000" },
      repeats: { type: "string", default: "3" },
      python: { type: "string" },
    },
  });
  const folder = mkdtempSync(join(tmpdir(), "clade-bench-"));
  const file = join(folder, "rows.csv");
  try {
    writeRows(file, Number(values.rows));
    const own: Timed[] = [];
    const peer: Timed[] = [];
    let theirs: unknown;
    for (let repeat = 0; repeat < Number(values.repeats); repeat++) {
      const out = join(folder, `out-${repeat}`);
      own.push(time(process.execPath, [join(here, "experiment.ts"), file, "--out", out]));
      if (values.python === undefined) continue;
      const run = time(values.python, [join(here, "experiment-peer.py"), file]);
      theirs = JSON.parse(run.output);
      peer.push(run);
    }
    const report = JSON.parse(readFileSync(join(folder, "out-0", "report.json"), "utf8")) as ExperimentReport;
    return {
      ...{ case: "experiment", rows: Number(values.rows) },
      ...{ seconds: median(own), peerSeconds: peer.length > 0 ? median(peer) : null },
      found: report.metrics.map(({ name, comparisons }) => ({ name, ...comparisons[0], methods: undefined })),
      peer: theirs,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Timed {
  readonly seconds: number;
  readonly output: string;
}

function time(command: string, args: readonly string[]): Timed {
  if (!existsSync(command)) throw new Error(`${command} is not there`);
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return { seconds: (performance.now() - started) / 1000, output: stdout };
}

function median(runs: readonly Timed[]): number {
  const sorted = runs.map(({ seconds }) => seconds).sort((a, b) => a - b);
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? Number.NaN) * 1000) / 1000;
}

/** Rows of a test as a shop exports them; ids are in no order. */
function writeRows(path: string, rows: number): void {
  const random = createRandom(7);
  const file = openSync(path, "w");
  let text = "user_id,variant,converted,revenue,revenue_before\n";
  const money = (scale: number) => Math.round(-Math.log(1 - random.next()) * scale * 100) / 100;
  for (let i = 0; i < rows; i++) {
    const isTreated = random.next() < 0.5;
    const before = random.next() < 0.3 ? money(40) : 0;
    const bought = random.next() < (isTreated ? 0.052 : 0.05);
    const revenue = bought ? Math.round((20 + 0.3 * before + money(30)) * 100) / 100 : 0;
    text += `u${(i * 7919) % 10_000_019},${isTreated ? "treatment" : "control"},${bought ? 1 : 0},${revenue},${before}\n`;
    if (text.length < 1 << 20) continue;
    writeSync(file, text);
    text = "";
  }
  writeSync(file, text);
  closeSync(file);
}
