import type { EChartsOption } from "echarts";
import type { Locale } from "../../core/localised.ts";
import type { ConsensusData } from "../consensus-schema.ts";
import type { ReportData } from "../schema.ts";
import type { Chart, ChartMark, ChartTable, ChartView, HoverCard } from "./chart.ts";
import { frame, nameRoom } from "./frame.ts";
import { wrapLabel } from "./label-text.ts";
import { say } from "./messages.ts";
import { writeShare } from "./number-format.ts";
import { joinWords, peopleWords } from "./people.ts";
import { nameOfSegment } from "./share-rows.ts";
import { type ChartTheme, segmentColour } from "./theme.ts";

/** How often many runs put users together: the consensus matrix of some users, segment by segment (Monti et al. 2003, doi:10.1023/A:1023949509487). */
export const consensusChart: Chart = {
  id: "consensus",
  label: (locale) => say(locale, "consensus"),
  renderer: "canvas",
  title,
  subtitle: (data, locale) => {
    const { runs, segments } = agreementOf(data);
    return say(locale, "consensusSubtitle", { runs, drawn: segments.length, ...peopleWords(data, locale) });
  },
  description: (data, locale) =>
    say(locale, "consensusDescription", {
      ...peopleWords(data, locale),
      finding: title(data, locale),
      values: joinWords(
        withinOf(data).map(
          ({ segment, share }) => `${nameOfSegment(data, segment, locale)} ${writeShare(share, locale)}`,
        ),
        locale,
      ),
    }),
  table,
  option,
  hover,
};

const none: ConsensusData = { runs: 0, segments: [], together: [], between: [] };

function agreementOf({ consensus }: Pick<ReportData, "consensus">): ConsensusData {
  return consensus ?? none;
}

/** How often two users of a segment were together; segments of one user have no pair. */
function withinOf(data: ReportData): { readonly segment: number; readonly share: number }[] {
  return agreementOf(data).between.flatMap((row, segment) => {
    const share = row[segment];
    return share == null ? [] : [{ segment, share }];
  });
}

/** From half of the runs on a segment is more often whole than not. */
const mostly = 0.5;

function title(data: ReportData, locale: Locale): string {
  const within = withinOf(data).toSorted((a, b) => a.share - b.share);
  const [worst] = within;
  if (!worst) return say(locale, "consensusTitle.none", peopleWords(data, locale));
  const words = {
    ...peopleWords(data, locale),
    name: nameOfSegment(data, worst.segment, locale),
    share: writeShare(worst.share, locale),
  };
  return say(locale, worst.share < mostly ? "consensusTitle.loose" : "consensusTitle.firm", words);
}

function table(data: ReportData, locale: Locale): ChartTable {
  const { between } = agreementOf(data);
  return {
    columns: [
      { label: say(locale, "segment"), kind: null },
      ...between.map((_, segment) => ({
        ...{ label: nameOfSegment(data, segment, locale), kind: "percent" as const, decimals: 0 },
      })),
    ],
    rows: between.map((row, segment) => [nameOfSegment(data, segment, locale), ...row]),
  };
}

/** Where each segment's users start and end. */
function stretchesOf({ segments }: ConsensusData) {
  const starts = segments.flatMap((segment, place) => (segment === segments[place - 1] ? [] : [place]));
  return starts.map((start, at) => ({ segment: segments[start] ?? -1, start, end: starts[at + 1] ?? segments.length }));
}

/** Row by row from the top, pairs on both sides of the diagonal; a user is always with themselves. */
function cellsOf({ segments, together, runs }: ConsensusData): [number, number, number][] {
  const cells: [number, number, number][] = segments.map((_, place) => [place, place, 1]);
  let at = 0;
  for (let a = 1; a < segments.length; a++)
    for (let b = 0; b < a; b++) {
      const share = (together[at++] ?? 0) / runs;
      cells.push([a, b, share], [b, a, share]);
    }
  return cells;
}

/** Width of the coloured bars beside the matrix, and its distance from them. */
const [bar, gap] = [6, 4];

function option(data: ReportData, locale: Locale, theme: ChartTheme, view: ChartView): EChartsOption {
  const agreement = agreementOf(data);
  const stretches = stretchesOf(agreement);
  const names = stretches.map(({ segment }) => nameOfSegment(data, segment, locale));
  const room = nameRoom(view.width, names);
  const top = bar + gap + 4;
  const side = Math.max(40, Math.min(view.width - room - 12, view.height - top - 12));
  const left = room + Math.max(0, Math.floor((view.width - room - side - 12) / 2));
  const axis = { type: "category" as const, show: false, data: agreement.segments.map((_, place) => String(place)) };
  const cell = side / Math.max(1, agreement.segments.length);
  return {
    ...frame(theme, consensusChart.description(data, locale)),
    grid: { left, top, width: side, height: side },
    xAxis: axis,
    yAxis: { ...axis, inverse: true },
    visualMap: {
      ...{ show: false, type: "continuous", min: 0, max: 1, dimension: 2, seriesIndex: 0 },
      inRange: { color: [theme.surface, theme.accent] },
    },
    series: [
      { type: "heatmap", id: "pairs", data: cellsOf(agreement), emphasis: { disabled: true }, progressive: 0 },
      edges(stretches, names, { left, top, cell, room }, theme),
    ],
  };
}

interface Place {
  readonly left: number;
  readonly top: number;
  /** Side of a user's cell. */
  readonly cell: number;
  /** Left of the matrix. */
  readonly room: number;
}

/** Each segment's colour along both sides, and its name where there is room. */
function edges(stretches: ReturnType<typeof stretchesOf>, names: readonly string[], place: Place, theme: ChartTheme) {
  const { left, top, cell, room } = place;
  const shapes = stretches.map(({ segment, start, end }, at) => {
    const style = { fill: segmentColour(theme, segment) };
    const [from, size] = [start * cell, Math.max(1, (end - start) * cell - 1)];
    const text = wrapLabel(names[at] ?? "", (room - 26) / 11.5, size >= 28 ? 2 : 1);
    const font = `11.5px ${theme.font}`;
    return {
      type: "group" as const,
      children: [
        { type: "rect" as const, shape: { x: left - gap - bar, y: top + from, width: bar, height: size }, style },
        { type: "rect" as const, shape: { x: left + from, y: top - gap - bar, width: size, height: bar }, style },
        {
          ...{ type: "text" as const, x: left - gap - bar - 8, y: top + from + size / 2 },
          style: {
            ...{ text: size >= 11 ? text : "", fill: theme.ink, font },
            ...{ align: "right" as const, verticalAlign: "middle" as const },
          },
        },
      ],
    };
  });
  return {
    ...{ type: "custom" as const, id: "edges", silent: true, clip: false },
    data: stretches.map(({ start }) => [start, start]),
    renderItem: ({ dataIndex }: { readonly dataIndex: number }) =>
      shapes[dataIndex] ?? { type: "group" as const, children: [] },
  };
}

function hover(data: ReportData, locale: Locale, mark: ChartMark): HoverCard | null {
  const { segments, between } = agreementOf(data);
  const [a, b] = [Number(mark.value[0]), Number(mark.value[1])].map((place) => segments[place]);
  if (mark.series !== "pairs" || a === undefined || b === undefined) return null;
  const mean = between[b]?.[a] ?? null;
  const share = mark.value[2];
  const name = (segment: number) => nameOfSegment(data, segment, locale);
  return {
    title: a === b ? name(a) : `${name(b)} · ${name(a)}`,
    segment: a === b ? a : null,
    subtitle: say(locale, a === b ? "consensusWithin" : "consensusBetween", peopleWords(data, locale)),
    rows: [
      ...(typeof share === "number"
        ? [[say(locale, "consensusPair", peopleWords(data, locale)), writeShare(share, locale)] as const]
        : []),
      ...(mean === null ? [] : [[say(locale, "consensusMean"), writeShare(mean, locale)] as const]),
    ],
  };
}
