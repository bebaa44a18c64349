"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { formatNumber } from "../../lib/core/format.ts";
import type { RunDetailDto } from "../../lib/runs/schema.ts";
import { writeShare } from "../../lib/segments/charts/number-format.ts";
import type { Scene } from "../../lib/segments/charts/plot.ts";
import { nameOfSegment } from "../../lib/segments/charts/share-rows.ts";
import type { MapLayout } from "../../lib/segments/segment-schema.ts";
import { useChartTheme } from "../charts/use-chart-theme.ts";
import type { MapMode } from "../map/map-renderer.ts";
import { getBytes, useMapBytes } from "../map/use-map-data.ts";
import { UsersMap } from "../map/users-map.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Dot } from "../ui/dot.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import type { DressedReport } from "./dress-report.ts";
import { LayoutSwitch } from "./layout-switch.tsx";
import { countSegments, linkRows } from "./link-rows.ts";
import { MapLegend } from "./map-legend.tsx";

type Side = "left" | "right";
type OnBoth<T> = Readonly<Record<Side, T>>;

interface LinkedMapsProps {
  readonly runs: OnBoth<RunDetailDto>;
  readonly reports: OnBoth<DressedReport>;
}

const nobody: OnBoth<readonly number[]> = { left: [], right: [] };

/** Both runs' maps: who is pointed at or chosen on one is shown on the other. */
export function LinkedMaps({ runs, reports }: LinkedMapsProps) {
  const t = useTranslations("runs");
  const [asked, setLayout] = useState<MapLayout>("axes");
  const [mode, setMode] = useState<MapMode>("pan");
  const [selected, setSelected] = useState(nobody);
  const [hovered, setHovered] = useState<OnBoth<number | null>>({ left: null, right: null });
  const pairs = useQuery({
    queryKey: ["runs", "compare", "rows", runs.left.id, runs.right.id],
    queryFn: async ({ signal }) =>
      new Int32Array(await getBytes(`/runs/compare/rows?left=${runs.left.id}&right=${runs.right.id}`, signal)),
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
  const segments = { left: useSegments(runs.left.id), right: useSegments(runs.right.id) };
  const links = useMemo(
    () => (pairs.data && segments.right ? linkRows(pairs.data, segments.right.length) : null),
    [pairs.data, segments.right],
  );
  if (pairs.error) return <ProblemNote error={pairs.error} onRetry={pairs.refetch} />;
  if (!links || !segments.left || !segments.right) return <Skeleton className="h-[420px] w-full" />;
  const across = (side: Side, rows: readonly number[]) =>
    side === "left" ? { left: rows, right: links.toRight(rows) } : { left: links.toLeft(rows), right: rows };
  const point = (side: Side, row: number | null) => {
    const other = row === null ? null : (across(side, [row])[side === "left" ? "right" : "left"][0] ?? null);
    setHovered(side === "left" ? { left: null, right: other } : { left: other, right: null });
  };
  const pick = (side: Side, segment: number) => {
    const of = segments[side];
    if (!of) return;
    const rows = [...of.keys()].filter((row) => (of[row] ?? -1) === segment);
    setSelected(across(side, rows));
  };
  const hasBoth = reports.left.data.map.nearness !== undefined && reports.right.data.map.nearness !== undefined;
  const layout = hasBoth ? asked : "axes";
  const isChosen = selected.left.length + selected.right.length > 0;
  return (
    <Card
      title={t("linkedMaps")}
      meta={t("linkedMapsMeta")}
      actions={
        <span className="flex flex-wrap items-center gap-2">
          {isChosen && (
            <Button size="small" tone="quiet" onClick={() => setSelected(nobody)}>
              {t("showAll")}
            </Button>
          )}
          {hasBoth && <LayoutSwitch value={layout} onChange={setLayout} />}
          <Segmented
            label={t("mapMode")}
            value={mode}
            onChange={setMode}
            options={[
              { value: "pan", label: t("pan") },
              { value: "lasso", label: t("lasso") },
            ]}
          />
        </span>
      }
    >
      <div className="grid gap-px bg-line min-[67.5rem]:grid-cols-2">
        {(["left", "right"] as const).map((side) => (
          <SideMap
            key={side}
            run={runs[side]}
            report={reports[side]}
            layout={layout}
            mode={mode}
            selected={selected[side]}
            segments={segments[side] ?? new Int32Array(0)}
            ringed={hovered[side]}
            onHover={(row) => point(side, row)}
            onSelect={(rows) => setSelected(across(side, rows))}
            onPick={(segment) => pick(side, segment)}
          />
        ))}
      </div>
    </Card>
  );
}

interface SideMapProps {
  readonly run: RunDetailDto;
  readonly report: DressedReport;
  readonly layout: MapLayout;
  readonly mode: MapMode;
  readonly selected: readonly number[];
  readonly segments: Int32Array;
  readonly ringed: number | null;
  readonly onHover: (row: number | null) => void;
  readonly onSelect: (rows: readonly number[]) => void;
  readonly onPick: (segment: number) => void;
}

const shownSegments = 3;

function SideMap({ run, report, layout, mode, selected, segments, ringed, onHover, onSelect, onPick }: SideMapProps) {
  const t = useTranslations("runs");
  const locale = useLocale();
  const { data, colours } = report;
  const theme = useChartTheme(colours);
  const scene = useMemo<Scene | null>(() => theme && { data, locale, theme, focus: [] }, [data, locale, theme]);
  const found = useMemo(() => countSegments(selected, segments), [selected, segments]);
  return (
    <div className="min-w-0 bg-surface">
      <h3 className="px-4 pt-3 font-medium text-sm">{t("runNumbered", { number: run.number })}</h3>
      <div className="h-[360px] max-sm:h-[280px]">
        <UsersMap
          runId={run.id}
          scene={scene}
          layout={layout}
          mode={mode}
          feature={null}
          selected={selected}
          ringed={ringed}
          onHover={onHover}
          onSelect={onSelect}
        />
      </div>
      <p className="meta flex min-h-9 flex-wrap items-center gap-x-3 border-line border-t px-4 py-2" aria-live="polite">
        {selected.length === 0
          ? t("linkedNobody")
          : [
              <span key="all">{t("linkedChosen", { count: selected.length })}</span>,
              ...found.slice(0, shownSegments).map(([segment, count]) => (
                <span key={segment} className="inline-flex items-center gap-1.5">
                  <Dot colour={colours[segment] ?? -1} />
                  {nameOfSegment(data, segment, locale)}
                  <span className="num">
                    {formatNumber(count)} ({writeShare(count / selected.length, locale)})
                  </span>
                </span>
              )),
            ]}
      </p>
      <MapLegend report={report} focus={[]} onPick={onPick} />
    </div>
  );
}

/** Everybody's segment in a run's order; null until it is there. */
function useSegments(runId: string): Int32Array | null {
  const { data } = useMapBytes(runId, "axes");
  return useMemo(() => {
    if (!data) return null;
    const users = Math.floor(data.byteLength / 12);
    return new Int32Array(data.slice(8 * users, 12 * users));
  }, [data]);
}
