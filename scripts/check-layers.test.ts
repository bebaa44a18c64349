import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** A small house with one violation of each kind planted in it: a checker that parses nothing would find none. */
const planted: readonly (readonly [file: string, imports: string, rule: string])[] = [
  ["lib/core/early.ts", "../ingest/room.ts", "core-imports-nothing"],
  ["lib/kernels/early.ts", "../features/room.ts", "kernels-import-core-only"],
  ["lib/platform/early.ts", "../ingest/room.ts", "platform-imports-core-only"],
  ["lib/ingest/early.ts", "../features/room.ts", "ingest-reads-earlier-rooms-only"],
  ["lib/features/early.ts", "../sample/room.ts", "features-reads-earlier-rooms-only"],
  ["lib/clustering/early.ts", "../runs/room.ts", "clustering-reads-earlier-rooms-only"],
  ["lib/sample/early.ts", "../ingest/room.ts", "sample-stands-apart"],
  ["lib/evaluation/pure.ts", "../platform/room.ts", "pure-files-reach-no-shell"],
  ["lib/segments/pure.ts", "./run.ts", "pure-files-reach-no-shell"],
  ["lib/runs/host.ts", "../../scripts/room.ts", "domain-knows-no-host"],
  ["scripts/job.ts", "../workers/room.ts", "nobody-imports-workers"],
  ["components/form.ts", "../lib/ingest/room.ts", "components-see-schemas-and-charts-only"],
  ["lib/core/first.ts", "./second.ts", "no-cycles"],
];

let house: string;
let found: readonly { readonly from: string; readonly rule: { readonly name: string } }[];

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), "clade-house-"));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(house, file)), { recursive: true });
    writeFileSync(join(house, file), text);
  };
  write("package.json", '{"type": "module"}');
  for (const [file, imports] of planted) {
    const target = join(dirname(file), imports);
    write(target, "export const room = 1;\n");
    write(file, `import { room } from "${imports}";\nexport const one = room;\n`);
  }
  write("lib/core/second.ts", 'import { one } from "./first.ts";\nexport const room = () => one;\n');
  write("lib/features/fine.ts", 'import { room } from "../ingest/room.ts";\nexport const two = room;\n');
  copyFileSync(join(root, ".dependency-cruiser.cjs"), join(house, ".dependency-cruiser.cjs"));
  const { stdout } = spawnSync(
    join(root, "node_modules/.bin/depcruise"),
    ["--config", ".dependency-cruiser.cjs", "--output-type", "json", "lib", "scripts", "components"],
    { cwd: house, encoding: "utf8", maxBuffer: 1e8 },
  );
  found = JSON.parse(stdout).summary.violations;
});
afterAll(() => rmSync(house, { recursive: true, force: true }));

test.each(planted)("%s importing %s breaks %s", (file, _, rule) => {
  expect(found.filter(({ from }) => from === file).map((violation) => violation.rule.name)).toContain(rule);
});

test("a room that reads an earlier one breaks nothing", () => {
  expect(found.filter(({ from }) => from === "lib/features/fine.ts")).toEqual([]);
});
