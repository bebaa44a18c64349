import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseConfig, readConfig } from "./read-config.ts";

describe("parseConfig", () => {
  test("an empty config is complete by its defaults", () => {
    expect(parseConfig({})).toMatchObject({
      tables: [],
      seed: 42,
      clustering: { algorithm: "k-means", k: "auto", kMin: 3, kMax: 10 },
      features: { wholesale: "keep", referenceDate: null },
    });
  });

  test.each([
    [{ clustering: { k: 1 } }, "clustering.k"],
    [{ tables: [{ files: ["a.csv"], columns: { id: "owner" } }] }, "tables[0].columns.id"],
    [{ tables: [{ files: "orders.csv" }] }, "tables[0].files"],
    [{ tables: [{ timeZone: "Shanghai" }] }, "tables[0].timeZone"],
    [{ tables: [{ timeZone: "+08:00" }] }, "tables[0].timeZone"],
    [{ tables: [{ timeZone: "'; DROP TABLE x; --" }] }, "tables[0].timeZone"],
    [{ sed: 4 }, "sed"],
    [{ clustering: { kmin: 4 } }, "clustering.kmin"],
    [{ clustering: { algorithm: "magic" } }, "clustering.algorithm"],
    [{ clustering: { algorithm: "hierarchical", distance: "gower" } }, "clustering.distance"],
    [[], "(top)"],
    [{ clustering: { kMin: 8, kMax: 4 } }, "clustering.kMin"],
    [{ clustering: { k: 3, largest: 0.3 } }, "clustering.largest"],
    [{ clustering: { kMin: 3, smallest: 0.5 } }, "clustering.smallest"],
    [{ clustering: { algorithm: "dbscan", pairs: [{ together: ["a", "b"] }] } }, "clustering.pairs"],
    [{ clustering: { algorithm: "hdbscan", fixed: [{ name: "VIP" }] } }, "clustering.fixed[0]"],
  ])("%j is refused at %s", (value, path) => {
    expect(() => parseConfig(value)).toThrow(
      expect.objectContaining({ code: "BAD_CONFIG", details: expect.objectContaining({ path }) }),
    );
  });
});

test("what was expected is said in words", () => {
  expect(() => parseConfig({ clustering: { k: "five" } })).toThrow(
    /clustering\.k: write a whole number \(2–100\) or "auto"/,
  );
  expect(() => parseConfig({ clustering: { algorithm: "magic" } })).toThrow(/there are: k-means/);
  expect(() => parseConfig({ tables: [{ columns: { id: "owner" } }] })).toThrow(/one of the roles: user, time/);
  expect(() => parseConfig({ sed: 4 })).toThrow(/sed: there is no such setting/);
});

test("a time zone is taken by its IANA name", () => {
  const { tables } = parseConfig({ tables: [{ timeZone: "Asia/Shanghai" }, { timeZone: "UTC" }] });
  expect(tables.map(({ timeZone, files }) => [timeZone, files])).toEqual([
    ["Asia/Shanghai", []],
    ["UTC", []],
  ]);
});

describe("readConfig", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "clade-config-"));
    mkdirSync(join(folder, "sub"));
    writeFileSync(join(folder, "sub", "beside.csv"), "a\n1\n");
    const files = ["beside.csv", "from.csv", "/absolute.csv"];
    writeFileSync(join(folder, "sub", "run.json"), `\uFEFF${JSON.stringify({ tables: [{ files }] })}`);
    writeFileSync(join(folder, "broken.json"), "{ tables: ");
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("relative files are looked for beside the config first, then where the command was given", () => {
    expect(readConfig(join(folder, "sub", "run.json"), folder).tables[0]?.files).toEqual([
      join(folder, "sub", "beside.csv"),
      join(folder, "from.csv"),
      "/absolute.csv",
    ]);
  });

  test("a missing or broken file says so", () => {
    expect(() => readConfig(join(folder, "none.json"), folder)).toThrow(/none\.json does not exist/);
    expect(() => readConfig(join(folder, "broken.json"), folder)).toThrow(/not JSON/);
  });
});
