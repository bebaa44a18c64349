import { describe, expect, it } from "vitest";
import type { DrawnCluster, DrawnTree } from "../../../clustering/density/drawn-tree.ts";
import { locales } from "../../../core/localised.ts";
import type { ReportData } from "../../schema.ts";
import { makeReport } from "../fixtures/report-data.ts";
import { pageTheme } from "../fixtures/themes.ts";
import { chartsOf } from "../index.ts";
import { condensedTreeChart } from "./condensed-tree.ts";
import { layCondensed } from "./lay-condensed.ts";

function cluster(parent: number, label: number, isChosen: boolean, ...outline: [number, number][]): DrawnCluster {
  return { parent, label, isChosen, outline };
}

/** 100 users; 20 leave, 50 and 30 part at a distance of 1; the 30 part again, which does not count. */
const tree: DrawnTree = {
  smallest: 5,
  leftOff: 2,
  clusters: [
    cluster(-1, -1, false, [0, 100], [0.5, 100], [1, 80]),
    cluster(0, 1, true, [1, 50], [2, 30], [4, 1]),
    cluster(0, 0, true, [1, 30], [1.5, 25]),
    cluster(2, 0, false, [1.5, 15], [3, 1]),
    cluster(2, 0, false, [1.5, 10], [3, 1]),
  ],
};
const data: ReportData = { ...makeReport({ sizes: [60, 40] }), k: 2, condensed: tree };
const view = { width: 480, height: 400, focus: [] };

describe("the tree of groups", () => {
  it("says which groups are segments and which holds together longest", () => {
    expect(condensedTreeChart.title(data, "en")).toBe(
      "2 of 6 groups count as segments; “New this season” holds together over the widest range of distances",
    );
    const all = { ...data, condensed: { ...tree, leftOff: 0, clusters: tree.clusters.slice(0, 3) } };
    expect(condensedTreeChart.title(all, "en")).toMatch(/^All 2 groups count/);
    const none = { ...data, k: 0, condensed: { ...tree, leftOff: 0, clusters: tree.clusters.slice(0, 1) } };
    expect(condensedTreeChart.title(none, "en")).toBe("No two groups of at least 5 customers part");
    expect(
      condensedTreeChart.title(
        { ...data, condensed: { ...tree, clusters: tree.clusters.map((one) => ({ ...one, isChosen: false })) } },
        "zh",
      ),
    ).toContain("都不足以成为人群");
  });

  it("puts parts side by side below the middle of what they part from, as wide as they are large", () => {
    const { clusters, users, far, near } = layCondensed(tree);
    expect(users).toBe(100);
    expect(clusters.map(({ middle, users: size }) => [middle, size])).toEqual([
      [50, 100],
      [35, 50],
      [75, 30],
      [70, 15],
      [82.5, 10],
    ]);
    expect(far).toBe(2);
    expect(near).toBeLessThan(1 / 3);
    for (const { outline } of clusters)
      for (const [distance] of outline) expect(distance >= near && distance <= far).toBe(true);
  });

  it("has a row a group in its table, with the distances at which it starts and ends", () => {
    for (const locale of locales) {
      const { columns, rows } = condensedTreeChart.table(data, locale);
      expect(rows).toHaveLength(5);
      expect(rows.every((row) => row.length === columns.length)).toBe(true);
    }
    const { rows } = condensedTreeChart.table(data, "en");
    expect(rows[0]).toEqual(["Everybody", "", 100, null, 1]);
    expect(rows[3]).toEqual(["Part of “One order, long ago”", "One order, long ago", 15, 1 / 1.5, 1 / 3]);
  });

  it("draws segments in their colours, and the same for the same data", () => {
    const theme = pageTheme("dark");
    const first = JSON.stringify(condensedTreeChart.option(data, "zh", theme, { ...view, focus: [1] }));
    expect(JSON.stringify(condensedTreeChart.option(data, "zh", theme, { ...view, focus: [1] }))).toBe(first);
    expect(first).not.toMatch(/NaN|missing:/);
    const card = condensedTreeChart.hover(data, "en", { series: "cluster-1", index: 0, value: [] });
    expect(card).toMatchObject({ title: "New this season", segment: 1, subtitle: "Parts from: Everybody" });
    expect(condensedTreeChart.hover(data, "en", { series: "names", index: 0, value: [] })).toBeNull();
  });

  it("stands beside the map, even where nothing counts as a group", () => {
    expect(chartsOf({ ...data, k: 0, fits: [] }).map(({ id }) => id)).toEqual(["map", "tree"]);
  });

  it("bears rows that are all alike", () => {
    const alike = { ...data, condensed: { ...tree, clusters: [cluster(-1, -1, false, [0, 40], [1, 40])] } };
    expect(JSON.stringify(condensedTreeChart.option(alike, "en", pageTheme("light"), view))).not.toContain("null,null");
  });
});
