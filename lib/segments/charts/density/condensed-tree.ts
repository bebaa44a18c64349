import type { EChartsOption } from "echarts";
import type { DrawnTree } from "../../../clustering/density/drawn-tree.ts";
import { formatNumber } from "../../../core/format.ts";
import type { Locale } from "../../../core/localised.ts";
import type { ReportData } from "../../schema.ts";
import type { Chart, ChartMark, ChartTable, ChartView, HoverCard } from "../chart.ts";
import { frame, quietAxis } from "../frame.ts";
import { wrapLabel } from "../label-text.ts";
import { joinWords, peopleWords } from "../people.ts";
import { nameOfSegment } from "../share-rows.ts";
import { type ChartTheme, focusOpacity, segmentColour } from "../theme.ts";
import { type LaidCluster, type LaidTree, layCondensed } from "./lay-condensed.ts";
import { say } from "./messages.ts";
import { writeDistance, writeRoundDistance } from "./write-distance.ts";

/** What groups part from as the distance shrinks, and which of them are segments (Campello et al. 2013; McInnes et al. 2017, fig. 3). */
export const condensedTreeChart: Chart = {
  id: "tree",
  label: (locale) => say(locale, "tree"),
  renderer: "svg",
  title,
  subtitle: (data, locale) => {
    const { leftOff } = treeOf(data);
    const rest = leftOff > 0 ? say(locale, "treeLeftOff", { n: leftOff }) : "";
    return `${say(locale, "treeSubtitle", peopleWords(data, locale))}${rest}`;
  },
  description: (data, locale) =>
    say(locale, "treeDescription", {
      ...peopleWords(data, locale),
      finding: title(data, locale),
      groups: groupsOf(data),
      values: joinWords(
        chosenOf(data).map(({ label, outline }) => `${nameOfSegment(data, label, locale)} ${outline[0]?.[1] ?? 0}`),
        locale,
      ),
    }),
  table,
  option,
  hover,
};

const none: DrawnTree = { clusters: [], leftOff: 0, smallest: 2 };

function treeOf({ condensed }: Pick<ReportData, "condensed">): DrawnTree {
  return condensed ?? none;
}

function chosenOf(data: ReportData): DrawnTree["clusters"] {
  return treeOf(data).clusters.filter(({ isChosen, label }) => isChosen && label >= 0);
}

/** All but everybody together. */
function groupsOf(data: ReportData): number {
  const { clusters, leftOff } = treeOf(data);
  return Math.max(0, clusters.length - 1) + leftOff;
}

function title(data: ReportData, locale: Locale): string {
  const groups = groupsOf(data);
  const chosen = chosenOf(data);
  const words = { ...peopleWords(data, locale), k: data.k, groups, smallest: treeOf(data).smallest };
  if (groups === 0) return say(locale, "treeTitle.none", words);
  // How many times the distance can shrink before it has lost its last.
  const lasting = (outline: DrawnTree["clusters"][number]["outline"]) =>
    (outline.at(-1)?.[0] ?? 0) / (outline[0]?.[0] || 1);
  const [longest] = chosen.toSorted((a, b) => lasting(b.outline) - lasting(a.outline));
  if (!longest) return say(locale, "treeTitle.not", words);
  if (groups === 1) return say(locale, "treeTitle.one", words);
  const name = nameOfSegment(data, longest.label, locale);
  return say(locale, groups === data.k ? "treeTitle.all" : "treeTitle.some", { ...words, name });
}

function nameOf(data: ReportData, place: number, locale: Locale): string {
  const cluster = treeOf(data).clusters[place];
  if (!cluster || place === 0) return say(locale, "treeEverybody", peopleWords(data, locale));
  if (cluster.label < 0) return say(locale, "treeNumber", { number: place });
  const name = nameOfSegment(data, cluster.label, locale);
  return cluster.isChosen ? name : say(locale, "treePart", { name });
}

function table(data: ReportData, locale: Locale): ChartTable {
  const distance = (key: "treeFrom" | "treeTo") => ({ label: say(locale, key), kind: "number" as const, decimals: 3 });
  return {
    columns: [
      { label: say(locale, "treeGroup"), kind: null },
      { label: say(locale, "treeParent"), kind: null },
      { label: say(locale, "treeUsers", peopleWords(data, locale)), kind: "count" },
      distance("treeFrom"),
      distance("treeTo"),
    ],
    rows: treeOf(data).clusters.map(({ parent, outline }, place) => [
      nameOf(data, place, locale),
      parent < 0 ? "" : nameOf(data, parent, locale),
      outline[0]?.[1] ?? 0,
      distanceAt(outline[0]?.[0]),
      distanceAt(outline.at(-1)?.[0]),
    ]),
  };
}

/** null of density 0, where everybody is together however far apart. */
function distanceAt(density: number | undefined): number | null {
  return density ? 1 / density : null;
}

const grid = { left: 48, right: 12, top: 26, bottom: 34 };

function option(data: ReportData, locale: Locale, theme: ChartTheme, view: ChartView): EChartsOption {
  const laid = layCondensed(treeOf(data));
  const [low, high] = [Math.log10(laid.near), Math.log10(laid.far)];
  const perUser = (view.width - grid.left - grid.right) / Math.max(laid.users, 1);
  return {
    ...frame(theme, condensedTreeChart.description(data, locale)),
    grid,
    xAxis: { type: "value", show: false, min: 0, max: Math.max(laid.users, 1) },
    yAxis: {
      ...quietAxis(theme),
      ...{ type: "value", min: low, max: high, name: say(locale, "treeDistance"), nameGap: 8 },
      nameTextStyle: { color: theme.ink3, fontSize: 11, align: "left", padding: [0, 0, 0, -36] },
      axisLabel: {
        ...{ color: theme.ink3, fontSize: 11, customValues: logTicks(laid) },
        formatter: (value: number) => writeRoundDistance(10 ** value),
      },
      splitLine: { show: false },
    },
    series: laid.clusters.map((cluster) => clusterSeries(cluster, data, locale, theme, { view, perUser, low })),
  };
}

/** Round distances as logarithms: 1, 2 and 5 times powers of ten, or finer ones where those are fewer than three; else the ends. */
function logTicks({ near, far }: LaidTree): number[] {
  const powers = Array.from({ length: 24 }, (_, i) => i - 12);
  const inside = (digits: readonly number[]) =>
    powers
      .flatMap((power) => digits.map((digit) => digit * 10 ** power))
      .filter((distance) => distance >= near && distance <= far);
  const ticks = [
    [1, 2, 5],
    [1, 1.5, 2, 3, 4, 5, 6, 8],
  ]
    .map(inside)
    .find((one) => one.length > 2);
  return (ticks ?? [near, far]).map(Math.log10);
}

interface Place {
  readonly view: ChartView;
  readonly perUser: number;
  readonly low: number;
}

function clusterSeries(
  cluster: LaidCluster,
  data: ReportData,
  locale: Locale,
  theme: ChartTheme,
  { view, perUser, low }: Place,
): object {
  const { middle, outline, segment, isChosen, place, users } = cluster;
  const down = outline.map(([distance, rows]) => ({ y: Math.log10(distance), half: rows / 2 }));
  const ring = [
    ...down.map(({ y, half }) => [middle - half, y]),
    ...down.toReversed().map(({ y, half }) => [middle + half, y]),
  ];
  const faded = segment >= 0 ? focusOpacity(segment, view.focus) : 1;
  const name = isChosen && segment >= 0 ? labelOf(nameOfSegment(data, segment, locale), users * perUser) : null;
  return {
    type: "custom",
    id: `cluster-${place}`,
    data: [[middle, down[0]?.y ?? 0]],
    renderItem: (_: unknown, api: { coord: (point: readonly number[]) => [number, number] }) => ({
      type: "group",
      children: [
        {
          type: "polygon",
          shape: { points: ring.map((point) => api.coord(point)) },
          style: {
            fill: segment >= 0 ? segmentColour(theme, segment) : theme.noise,
            opacity: faded * (segment >= 0 && !isChosen ? 0.45 : 1),
            stroke: theme.surface,
            lineWidth: 0.75,
          },
        },
        ...(name === null
          ? []
          : [
              {
                type: "text",
                silent: true,
                style: {
                  ...{ text: name, x: api.coord([middle, low])[0], y: api.coord([middle, low])[1] + 6 },
                  ...{ align: "center", verticalAlign: "top", fill: theme.ink, opacity: Math.max(faded, 0.35) },
                  ...{ font: `500 11px ${theme.font}`, lineHeight: 13 },
                },
              },
            ]),
      ],
    }),
  };
}

const labelSize = 11;

/** Below its own cluster, on two lines at most; null where it would not be read. */
function labelOf(name: string, pixels: number): string | null {
  if (pixels < 34) return null;
  const wrapped = wrapLabel(name, pixels / labelSize, 2);
  return wrapped.includes("…") && pixels < 56 ? null : wrapped;
}

function hover(data: ReportData, locale: Locale, { series }: ChartMark): HoverCard | null {
  const place = Number(series.replace("cluster-", ""));
  const cluster = series.startsWith("cluster-") ? treeOf(data).clusters[place] : undefined;
  if (!cluster) return null;
  const { outline, label, parent } = cluster;
  const distance = (density: number | undefined) => (density ? writeDistance(1 / density) : "–");
  return {
    title: nameOf(data, place, locale),
    segment: label >= 0 ? label : null,
    subtitle: parent < 0 ? "" : `${say(locale, "treeParent")}: ${nameOf(data, parent, locale)}`,
    rows: [
      [say(locale, "treeUsers", peopleWords(data, locale)), formatNumber(outline[0]?.[1] ?? 0)],
      [say(locale, "treeFrom"), distance(outline[0]?.[0])],
      [say(locale, "treeTo"), distance(outline.at(-1)?.[0])],
    ],
  };
}
