import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import type { Progress, StageContext } from "../core/stage.ts";
import { extractors } from "../features/extractors/index.ts";
import { openDuckDb, sqlText } from "../platform/duckdb.ts";
import { segmentsStage } from "./run.ts";
import type { ReportDraft, SegmentsSummary } from "./schema.ts";

/** A shop of 300: a fifth recent big spenders, the others lapsed; one user was placed nowhere. */
const n = 300;
const ids = Array.from({ length: n }, (_, i) => (i === 7 ? '=1+"1"' : i === 8 ? "anna@example.org" : `0${i}`));
const labels = Int32Array.from({ length: n }, (_, i) => (i === 9 ? -1 : i % 5 === 0 ? 1 : 0));
const features = ["recency", "frequency", "monetary", "inter-purchase-time"];

let root = "";
let context: StageContext;
const said: Progress[] = [];

function folder(stage: string): string {
  const path = join(root, stage);
  mkdirSync(path, { recursive: true });
  return path;
}

function writeArray(path: string, values: Int32Array | Float32Array): void {
  writeFileSync(path, new Uint8Array(values.buffer));
}

async function writeShop(): Promise<void> {
  const random = createRandom(1);
  const rows = ids.map((id, i) => {
    const big = labels[i] === 1;
    const recency = Math.round(big ? 5 + 10 * random.next() : 150 + 100 * random.next());
    const frequency = big ? 8 + random.int(6) : 1 + random.int(2);
    const monetary = Math.round(100 * (big ? 3000 : 200) * (0.5 + random.next())) / 100;
    return { id, values: [recency, frequency, monetary, frequency > 1 ? 30 : Number.NaN], monetary };
  });
  const matrix = Float32Array.from(rows.flatMap(({ values }) => values.slice(0, 3).map((value) => Math.log1p(value))));
  writeArray(join(folder("features"), "matrix.f32"), matrix);
  writeArray(join(folder("evaluation"), "labels.i32"), labels);
  writeArray(
    join(folder("evaluation"), "silhouette.f32"),
    Float32Array.from(labels, (s) => (s < 0 ? Number.NaN : 0.6)),
  );
  writeArray(
    join(folder("evaluation"), "coordinates.f32"),
    Float32Array.from({ length: 2 * n }, () => random.normal()),
  );
  const cells = rows.map(({ id, values, monetary }) => {
    const numbers = [...values, monetary].map((value) => (Number.isNaN(value) ? "NULL" : String(value)));
    return `(${[sqlText(id), ...numbers].join(", ")})`;
  });
  const path = folder("features");
  const connection = await openDuckDb({ folders: [path], threads: 1, temporaryFolder: path });
  const casts = [...features, "revenue"].map((name, at) => `column${at + 1}::DOUBLE AS "${name}"`);
  await connection.run(`COPY (SELECT col0 AS user_id, ${casts.join(", ").replaceAll("column", "col")}
    FROM (VALUES ${cells.join(", ")})) TO ${sqlText(join(path, "users.parquet"))} (FORMAT parquet)`);
  const apart = `SELECT * FROM (VALUES ('-w2', 9000.5::DOUBLE), ('w1', 70000.0)) AS t(user_id, revenue)`;
  await connection.run(`COPY (${apart}) TO ${sqlText(join(path, "apart.parquet"))} (FORMAT parquet)`);
  connection.closeSync();
}

function writeSummaries(): void {
  const infos = features.map((id) => {
    const inMatrix = id !== "inter-purchase-time";
    return { ...extractors.find((entry) => entry.id === id), coverage: 1, inMatrix, leftOut: null };
  });
  const write = (stage: string, value: unknown) =>
    writeFileSync(join(folder(stage), `${stage}.json`), JSON.stringify(value));
  write("features", {
    users: n,
    features: infos,
    matrixColumns: features.slice(0, 3),
    referenceDate: "2011-12-10",
    wholesale: { users: 2, revenueShare: 0.3, threshold: 9000, apart: true },
    notes: [{ en: "A note.", zh: "备注。" }],
  });
  write("clustering", { fits: [{ k: 2 }], notes: [{ en: "Fewer starts.", zh: "起点较少。" }] });
  write("ingest", {
    tables: [{ kind: "transactions" }],
    rowsIn: 1000,
    rowsStored: 990,
    rowsSetAside: 10,
    currency: "GBP",
    knownUsers: n,
    notes: [],
  });
  const silhouette = { mean: 0.6, standardError: null, bySegment: [0.6, 0.6], sample: n };
  const cloud = { mean: 0.3, low: 0.29, high: 0.31 };
  write("evaluation", {
    users: n,
    k: 2,
    chosenBy: "asked",
    fits: [{ k: 2, silhouette: 0.6, nullSilhouette: cloud, offered: true }],
    silhouette,
    placed: 1200,
    explained: [0.7, 0.2],
    centres: [[200, 2, 200].map(Math.log1p), [10, 10, 3000].map(Math.log1p)],
  });
}

const read = <T>(name: string) => JSON.parse(readFileSync(join(root, "out", name), "utf8")) as T;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "clade-segments-"));
  await writeShop();
  writeSummaries();
  context = { input: folder, out: folder("out"), threads: 2, progress: (progress) => said.push(progress) };
  await segmentsStage.run({ seed: 1 }, context);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("the segments stage", () => {
  it("names, measures and describes each segment of the clustered users", () => {
    const { users, segments, overall, verdict } = read<SegmentsSummary>("segments.json");
    expect(users).toBe(n);
    expect(segments.map(({ id, size, name }) => [id, size, name.en])).toEqual([
      [0, 239, "Small spenders"],
      [1, 60, "Recent big spenders"],
    ]);
    expect(segments[1]?.line.en).toMatch(/^\d+ orders, .* £\d,\d{3} spent/);
    expect(segments[1]?.revenueShare).toBeGreaterThan(0.7);
    expect(segments[0]?.profile.length).toBe(features.length);
    expect(overall[0]?.standardised).toBe(0);
    expect(verdict.sentence.en).toMatch(/^Two groups that stand reasonably apart\. One customer in five brings/);
  });

  it("counts who is in no segment by people and revenue, as no segment", () => {
    const { users, segments, noise, verdict } = read<SegmentsSummary>("segments.json");
    expect(noise).toMatchObject({ size: 1, share: 1 / n, nearest: [1, 0] });
    const sum = (of: "size" | "share" | "revenueShare") =>
      segments.reduce((all, segment) => all + (segment[of] ?? 0), noise?.[of] ?? 0);
    expect(sum("size")).toBe(users);
    expect(sum("share")).toBeCloseTo(1, 12);
    expect(sum("revenueShare")).toBeCloseTo(1, 12);
    expect(noise?.profile[0]?.median).toBeGreaterThan(150);
    expect(verdict.detail.en).toMatch(/In no segment: 1 customer /);
  });

  it("writes a row a user, in row order, with no formula in it", () => {
    const lines = readFileSync(join(root, "out", "segments.csv"), "utf8").split("\n");
    expect(lines.length).toBe(n + 2);
    expect(lines[0]).toBe("user_id,segment,name,name_zh,silhouette,nearest_segment");
    expect(lines[1]).toBe("00,1,Recent big spenders,近期高消费客户,0.6,1");
    expect(lines[8]).toBe(`"'=1+""1""",0,Small spenders,低消费客户,0.6,0`);
    expect(lines[9]).toMatch(/^anna@example\.org,0,/);
    expect(lines[10]).toBe("09,-1,No segment,未归入任何人群,,0");
  });

  it("lists whom the wholesale bar kept apart, largest first", () => {
    expect(readFileSync(join(root, "out", "apart.csv"), "utf8")).toBe("user_id,revenue\nw1,70000\n'-w2,9000.5\n");
  });

  it("leaves the report all but what the runner knows, with e-mail addresses masked", () => {
    const report = read<ReportDraft>("report.json");
    expect(report.map.drawn).toBe(n);
    expect(report.map.segment.filter((segment) => segment === -1)).toHaveLength(1);
    expect(report.map.ids).toContain("a•••@example.org");
    expect(report.map.values.map(({ feature }) => feature)).toEqual(features);
    expect(report.silhouetteCurves.map((curve) => curve.length)).toEqual([239, 60]);
    expect(report.currency).toBe("GBP");
    expect(report.algorithm.en).toBe("k-means");
    expect(report.title).toEqual({ en: "300 customers in two segments", zh: "300 位客户，2 个人群" });
    expect(report.notes.map(({ en }) => en)).toEqual([
      "A note.",
      "Fewer starts.",
      "Missing a feature: 1,200 customers, put in the segment nearest by the features they have.",
    ]);
  });

  it("tells how far it is, and ends at the whole", () => {
    expect(said.map(({ fraction }) => fraction)).toEqual(said.map(({ fraction }) => fraction).toSorted());
    expect(said.at(-1)?.fraction).toBe(1);
  });

  it("gives the same bytes again, whatever the threads", async () => {
    const before = ["segments.json", "segments.csv", "report.json"].map((name) =>
      readFileSync(join(root, "out", name), "utf8"),
    );
    const again = folder("again");
    await segmentsStage.run({ seed: 1 }, { ...context, out: again, threads: 1 });
    const after = ["segments.json", "segments.csv", "report.json"].map((name) =>
      readFileSync(join(again, name), "utf8"),
    );
    expect(after).toEqual(before);
  });

  it.each([0, 1])(
    "says what could be added where it was given %i groups, and draws no group that is not there",
    async (k) => {
      const path = folder(`groups ${k}`);
      const silhouette = { mean: null, standardError: null, bySegment: k === 1 ? [null] : [], sample: n };
      const fits = [{ k, silhouette: null, nullSilhouette: null, offered: true }];
      const known = JSON.parse(readFileSync(join(folder("evaluation"), "evaluation.json"), "utf8"));
      const centres = known.centres.slice(0, k);
      writeFileSync(join(path, "evaluation.json"), JSON.stringify({ ...known, k, fits, silhouette, centres }));
      writeArray(
        join(path, "labels.i32"),
        labels.map((label) => (label === 0 && k === 1 ? 0 : -1)),
      );
      writeArray(join(path, "silhouette.f32"), new Float32Array(n).fill(Number.NaN));
      copyFileSync(join(folder("evaluation"), "coordinates.f32"), join(path, "coordinates.f32"));
      const input = (stage: string) => (stage === "evaluation" ? path : folder(stage));
      const out = folder(`out ${k}`);
      await segmentsStage.run({ seed: 1 }, { ...context, input, out });
      const { users, segments, noise, verdict } = JSON.parse(readFileSync(join(out, "segments.json"), "utf8"));
      expect(users).toBe(n);
      expect(segments).toHaveLength(k);
      expect(noise.size).toBe(k === 0 ? n : n - 239);
      expect(verdict.sentence.en).toMatch(/^These customers do not form groups/);
      expect(verdict.sentence.en).toContain("You could add what they view and click");
      const report: ReportDraft = JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
      expect([report.fits.length, report.silhouetteCurves.flat().length, report.map.drawn]).toEqual([0, 0, n]);
      const lines = readFileSync(join(out, "segments.csv"), "utf8").split("\n");
      expect(lines[1]).toBe(`00,-1,No segment,未归入任何人群,,${k - 1}`);
    },
  );

  it("tells segments that people decided with the others, under the name that they were given", async () => {
    const evaluation = folder("fixed evaluation");
    const clustering = folder("fixed clustering");
    for (const name of ["evaluation.json", "coordinates.f32"])
      copyFileSync(join(folder("evaluation"), name), join(evaluation, name));
    const own = labels.map((label, row) => (row % 10 === 0 ? 2 : label));
    writeArray(join(evaluation, "labels.i32"), own);
    writeArray(
      join(evaluation, "silhouette.f32"),
      Float32Array.from(own, (label) => (label === 0 || label === 1 ? 0.6 : Number.NaN)),
    );
    const name = { en: "Small spenders", zh: "低消费客户" };
    const where = [{ feature: "monetary", atLeast: 1000 }];
    const known = JSON.parse(readFileSync(join(folder("clustering"), "clustering.json"), "utf8"));
    writeFileSync(
      join(clustering, "clustering.json"),
      JSON.stringify({ ...known, fixed: [{ name, size: 30, where }] }),
    );
    const input = (stage: string) =>
      stage === "evaluation" ? evaluation : stage === "clustering" ? clustering : folder(stage);
    const out = folder("out fixed");
    await segmentsStage.run({ seed: 1 }, { ...context, input, out });
    const { segments, noise, verdict }: SegmentsSummary = JSON.parse(readFileSync(join(out, "segments.json"), "utf8"));
    expect(segments.map(({ id, fixed, size }) => [id, fixed, size])).toEqual([
      [0, undefined, 239],
      [1, undefined, 30],
      [2, true, 30],
    ]);
    expect(segments[2]).toMatchObject({ name, silhouette: null, line: { en: "By rule: Spend at least £1,000" } });
    expect(segments.filter((segment) => segment.name.en === name.en)).toHaveLength(1);
    expect(noise).toMatchObject({ size: 1, nearest: [1, 0, 0] });
    expect(verdict.sentence.en).toMatch(/^Two groups/);
    expect(verdict.detail.en).toMatch(/no figure of fit speaks of them: Small spenders \(30\)\.$/);
    const report: ReportDraft = JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
    expect(report.title.en).toBe("300 customers in three segments, one of them fixed");
    expect(report.silhouetteCurves).toHaveLength(2);
    expect(report.map.segment.filter((segment) => segment === 2)).toHaveLength(30);
    expect(readFileSync(join(out, "segments.csv"), "utf8").split("\n")[1]).toBe("00,2,Small spenders,低消费客户,,2");
  });

  it("refuses users that are not the clustered ones", async () => {
    const path = folder("short");
    writeFileSync(
      join(path, "evaluation.json"),
      JSON.stringify({ ...read<object>("../evaluation/evaluation.json"), users: n + 1 }),
    );
    for (const [name, values] of [
      ["labels.i32", new Int32Array(n + 1)],
      ["silhouette.f32", new Float32Array(n + 1)],
      ["coordinates.f32", new Float32Array(2 * n + 2)],
    ] as const) {
      writeArray(join(path, name), values);
    }
    const input = (stage: string) => (stage === "evaluation" ? path : folder(stage));
    await expect(segmentsStage.run({ seed: 1 }, { ...context, input, out: folder("refused") })).rejects.toThrow();
  });
});
