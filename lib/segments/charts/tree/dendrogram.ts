import type { EChartsOption } from "echarts";
import type { TopTree } from "../../../clustering/tree-schema.ts";
import { formatNumber } from "../../../core/format.ts";
import type { Locale } from "../../../core/localised.ts";
import type { ReportData, Segment } from "../../schema.ts";
import type { Chart, ChartMark, ChartTable, ChartView, HoverCard } from "../chart.ts";
import { writeDistance, writeRoundDistance } from "../density/write-distance.ts";
import { frame, quietAxis } from "../frame.ts";
import { wrapLabel } from "../label-text.ts";
import { say } from "../messages.ts";
import { joinWords, peopleWords } from "../people.ts";
import { type ChartTheme, focusOpacity, segmentColour } from "../theme.ts";
import { type LaidTree, layTree } from "./lay-tree.ts";

/** A report whose tree may be cut elsewhere than where its segments were made. */
export type CutReport = ReportData & { readonly cut?: number };

/** The top of a hierarchy of users, cut into segments: what is joined lowest is most alike. */
export const dendrogramChart: Chart<CutReport> = {
  id: "dendrogram",
  label: (locale) => say(locale, "dendrogram"),
  renderer: "svg",
  title,
  subtitle: (data, locale) => say(locale, "dendrogramSubtitle", peopleWords(data, locale)),
  description: (data, locale) =>
    say(locale, "dendrogramDescription", {
      ...peopleWords(data, locale),
      finding: title(data, locale),
      leaves: treeOf(data).leaves.length,
      sizes: joinWords(
        partsOf(data).map(({ segment, users }) => `${segment ? `${segment.name[locale]} ` : ""}${formatNumber(users)}`),
        locale,
      ),
    }),
  table,
  option,
  hover,
};

const none: TopTree = { leaves: [], merges: [] };

function treeOf({ tree }: Pick<ReportData, "tree">): TopTree {
  return tree ?? none;
}

/** Fixed segments are in no tree. */
function foundIn({ summary }: Pick<ReportData, "summary">): readonly Segment[] {
  return summary.segments.filter(({ fixed }) => !fixed);
}

/** Into how many segments the tree is cut. */
export function cutOf(data: CutReport): number {
  return Math.min(data.cut ?? foundIn(data).length, treeOf(data).leaves.length);
}

interface Part {
  /** null: the tree is cut elsewhere than where its segments were made. */
  readonly segment: Segment | null;
  readonly users: number;
}

/** What the cut leaves, largest first, as segments are numbered. */
export function partsOf(data: CutReport): Part[] {
  const found = foundIn(data);
  const isMade = cutOf(data) === found.length;
  return layTree(treeOf(data), cutOf(data)).sizes.map((users, i) => ({ segment: (isMade && found[i]) || null, users }));
}

/** Of a part of the tree: the segment's own number, or its place by size. */
function colourOf(parts: readonly Part[], part: number): number {
  return parts[part]?.segment?.id ?? part;
}

function title(data: CutReport, locale: Locale): string {
  const tree = treeOf(data);
  const k = cutOf(data);
  const next = tree.merges[tree.leaves.length - 1 - k];
  if (!next) return say(locale, "dendrogramTitle.all", { k });
  const at = layTree(tree, k).branches[tree.leaves.length - 1 - k]?.segment ?? 0;
  const users = usersOf(tree);
  const sides = [users[next.left] ?? 0, users[next.right] ?? 0].toSorted((a, b) => b - a);
  const name = partsOf(data)[at]?.segment?.name[locale];
  const words = { ...peopleWords(data, locale), k, a: sides[0] ?? 0, b: sides[1] ?? 0, users: next.users };
  return name === undefined
    ? say(locale, "dendrogramTitle.moved", words)
    : say(locale, "dendrogramTitle.made", { ...words, name });
}

/** Users of every leaf and, after them, of every merge. */
function usersOf({ leaves, merges }: TopTree): readonly number[] {
  return [...leaves, ...merges.map(({ users }) => users)];
}

/** From the top down: what each cut parts, and into how many users. */
function table(data: CutReport, locale: Locale): ChartTable {
  const tree = treeOf(data);
  const users = usersOf(tree);
  const k = cutOf(data);
  const rows = tree.merges.map(({ left, right, height, users: all }, i) => {
    const segments = tree.leaves.length - i;
    const sides = [users[left] ?? 0, users[right] ?? 0].toSorted((a, b) => b - a);
    return [segments, height, all, ...sides, segments === k ? say(locale, "chosen") : ""];
  });
  return {
    columns: [
      { label: say(locale, "countK"), kind: "count" },
      { label: say(locale, "dendrogramHeight"), kind: "number", decimals: 2 },
      { label: say(locale, "dendrogramPart", peopleWords(data, locale)), kind: "count" },
      { label: say(locale, "dendrogramInto"), kind: "count" },
      { label: say(locale, "dendrogramAnd"), kind: "count" },
      { label: "", kind: null },
    ],
    rows: rows.toReversed(),
  };
}

/** Edges of the plot in its picture, CSS pixels. */
export const treeGrid = { left: 52, right: 16, top: 16, bottom: 40 } as const;

interface Brush {
  coord(point: readonly [number, number]): [number, number];
}

function option(data: CutReport, locale: Locale, theme: ChartTheme, view: ChartView): EChartsOption {
  const tree = treeOf(data);
  const laid = layTree(tree, cutOf(data));
  const parts = partsOf(data);
  const highest = tree.merges.at(-1)?.height ?? 0;
  const names = namesOf(data, laid, locale, view);
  const drawn: object[] = [
    {
      type: "custom",
      id: "branches",
      data: laid.branches.map(({ points }) => [points[1]?.[0] ?? 0, points[1]?.[1] ?? 0]),
      renderItem: ({ dataIndex }: { readonly dataIndex: number }, api: Brush) => {
        const { points = [], segment = null } = laid.branches[dataIndex] ?? {};
        const part = segment === null ? null : colourOf(parts, segment);
        return {
          type: "polyline",
          shape: { points: points.map((point) => api.coord([point[0], point[1]])) },
          style: {
            fill: "none",
            stroke: part === null ? theme.ink3 : segmentColour(theme, part),
            lineWidth: 1.6,
            opacity: part === null ? 1 : focusOpacity(part, parts[0]?.segment ? view.focus : []),
          },
        };
      },
    },
    {
      type: "line",
      id: "cut",
      data: [],
      markLine: {
        ...{ silent: true, symbol: "none", data: [{ yAxis: laid.cut }], label: { show: false } },
        lineStyle: { color: theme.accent, width: 2, type: [6, 4] },
      },
    },
    {
      type: "custom",
      id: "names",
      silent: true,
      data: names.map(({ across }) => [across, 0]),
      renderItem: ({ dataIndex }: { readonly dataIndex: number }, api: Brush) => {
        const { across = 0, text = "" } = names[dataIndex] ?? {};
        const [x, y] = api.coord([across, 0]);
        const style = { text, x, y: y + 7, align: "center", verticalAlign: "top", lineHeight: 14, fill: theme.ink };
        return { type: "text", style: { ...style, font: `500 11px ${theme.font}` } };
      },
    },
  ];
  return {
    ...frame(theme, dendrogramChart.description(data, locale)),
    grid: treeGrid,
    xAxis: { type: "value", min: 0, max: 1, show: false },
    yAxis: {
      ...quietAxis(theme),
      ...{ type: "value", min: 0, max: 1 },
      axisLabel: {
        ...{ color: theme.ink3, fontSize: 11 },
        customValues: roundHeights(highest).map((height) => Math.sqrt(height / (highest || 1))),
        formatter: (up: number) => writeRoundDistance(up * up * highest),
      },
      splitLine: { show: false },
    },
    series: drawn,
  };
}

/** Of an axis of square roots: none, and shares of the highest of 1, 2, 5, 10, … that is reached. */
export function roundHeights(highest: number): number[] {
  if (!(highest > 0)) return [0];
  const power = 10 ** Math.floor(Math.log10(highest));
  const most = ([5, 2, 1].find((step) => step * power <= highest) ?? 1) * power;
  return [0, most / 20, most / 5, most / 2, most];
}

/** A name narrower than that says nothing. */
const narrowest = 44;

/** Names below their branches, where they have room. */
function namesOf(data: CutReport, { branches }: LaidTree, locale: Locale, view: ChartView) {
  const width = view.width - treeGrid.left - treeGrid.right;
  const leaf = 1 / Math.max(treeOf(data).leaves.length, 1);
  return partsOf(data).flatMap(({ segment }, part) => {
    const across = branches.flatMap((branch) => (branch.segment === part ? branch.points.map(([x]) => x) : []));
    const [from, to] = [Math.min(...across), Math.max(...across)];
    const room = (to - from + leaf) * width - 6;
    if (!segment || !(room >= narrowest)) return [];
    return [{ across: (from + to) / 2, text: wrapLabel(segment.name[locale], room / 11, 2) }];
  });
}

function hover(data: CutReport, locale: Locale, mark: ChartMark): HoverCard | null {
  const tree = treeOf(data);
  const branch = layTree(tree, cutOf(data)).branches[mark.index];
  if (mark.series !== "branches" || !branch) return null;
  const parts = partsOf(data);
  const part = branch.segment === null ? undefined : parts[branch.segment];
  const merge = tree.merges[mark.index];
  const users = usersOf(tree);
  const { People } = peopleWords(data, locale);
  const sides = merge ? [users[merge.left] ?? 0, users[merge.right] ?? 0].map((side) => formatNumber(side)) : [];
  return {
    title: part?.segment?.name[locale] ?? say(locale, part ? "dendrogramBelow" : "dendrogramAbove"),
    segment: branch.segment === null ? null : colourOf(parts, branch.segment),
    subtitle: "",
    rows: [
      [People, formatNumber(merge?.users ?? part?.users ?? 0)],
      ...(merge
        ? ([
            [say(locale, "dendrogramHeight"), writeDistance(merge.height)],
            [say(locale, "dendrogramSides"), sides.join(" + ")],
          ] as const)
        : []),
    ],
  };
}
