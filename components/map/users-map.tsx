"use client";

import { useCallback, useDeferredValue, useMemo, useRef, useState } from "react";
import { mapChart } from "../../lib/segments/charts/map.ts";
import { nearnessChart } from "../../lib/segments/charts/nearness-map.ts";
import type { Scene } from "../../lib/segments/charts/plot.ts";
import { type ChartTheme, segmentColour, segmentColours } from "../../lib/segments/charts/theme.ts";
import type { MapLayout } from "../../lib/segments/segment-schema.ts";
import { cx } from "../ui/class-names.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { KeyboardFrame } from "./keyboard-frame.tsx";
import { MapCanvas } from "./map-canvas.tsx";
import { MapCard } from "./map-hover-card.tsx";
import { MapNames } from "./map-names.tsx";
import { middleRows, rankValues, readMapPoints } from "./map-points.ts";
import type { MapLook, MapMode, MapRenderer } from "./map-renderer.ts";
import { mixColours } from "./mix-colours.ts";
import { useMapBytes, useMapFeature } from "./use-map-data.ts";

interface UsersMapProps {
  readonly runId: string;
  readonly scene: Scene | null;
  readonly layout?: MapLayout;
  readonly mode: MapMode;
  /** A feature's id, or null for the segments. */
  readonly feature: string | null;
  readonly selected: readonly number[];
  readonly onSelect: (rows: readonly number[]) => void;
  readonly onRenderer?: (renderer: MapRenderer | null) => void;
  /** Somebody to show, because they are pointed at elsewhere. */
  readonly ringed?: number | null;
  readonly onHover?: (row: number | null) => void;
}

const steps = 9;

/** Everybody in WebGL: names at the segments, a card at whoever is pointed at, a lasso. */
export function UsersMap(props: UsersMapProps) {
  const {
    runId,
    scene,
    layout = "axes",
    mode,
    feature: asked,
    selected,
    onSelect,
    onRenderer,
    ringed = null,
    onHover,
  } = props;
  const bytes = useMapBytes(runId, layout);
  const values = useMapFeature(runId, asked);
  // Until the feature is there, the map stays as it was.
  const feature = values.data ? asked : null;
  const frame = useRef<HTMLDivElement>(null);
  const [hovered, setOwnHovered] = useState<number | null>(null);
  const setHovered = useCallback(
    (row: number | null) => {
      setOwnHovered(row);
      onHover?.(row);
    },
    [onHover],
  );
  const settled = useDeferredValue(hovered);
  const renderer = useRef<MapRenderer | null>(null);
  const [places, setPlaces] = useState<readonly (readonly [number, number] | undefined)[]>([]);
  const points = useMemo(() => {
    if (!bytes.data) return null;
    const box = frame.current;
    return readMapPoints(bytes.data, box ? box.clientWidth / Math.max(box.clientHeight, 1) : 1.6);
  }, [bytes.data]);
  const ranks = useMemo(() => values.data && rankValues(values.data, steps), [values.data]);
  const theme = scene?.theme;
  const k = scene?.data.summary.segments.length ?? 0;
  const focus = scene?.focus;
  const look = useMemo<MapLook | null>(() => {
    if (!theme) return null;
    const { surface, ink, accent, noise } = theme;
    const colours =
      feature === null
        ? [...Array.from({ length: k }, (_, i) => colourOnMap(theme, i)), noise]
        : [...mixColours([theme.low, theme.middle, theme.high], steps), noise];
    // Who is in no segment is the category after the last.
    const inFront = feature === null ? (focus ?? []).map((id) => (id < 0 ? k : id)) : [];
    return { colours, surface, ink, accent, focus: inFront };
  }, [theme, k, focus, feature]);
  const rows = useMemo(() => points && middleRows(points, k), [points, k]);
  const follow = useCallback(() => {
    if (renderer.current && rows) setPlaces(rows.map((row) => (row < 0 ? undefined : renderer.current?.place(row))));
  }, [rows]);
  if (bytes.error) return <ProblemNote error={bytes.error} onRetry={bytes.refetch} />;
  const category = feature === null ? points?.segment : ranks;
  const ring = ringed === null ? undefined : renderer.current?.place(ringed);
  const at = settled === null ? undefined : renderer.current?.place(settled);
  return (
    <div
      ref={frame}
      onPointerLeave={() => setHovered(null)}
      className={cx("relative size-full overflow-hidden", mode === "lasso" && "cursor-crosshair")}
    >
      {points && look && scene && category ? (
        <>
          <MapCanvas
            points={points}
            category={category}
            look={look}
            mode={mode}
            selected={selected}
            label={(layout === "axes" ? mapChart : nearnessChart).description(scene.data, scene.locale)}
            onHover={setHovered}
            onSelect={onSelect}
            onView={follow}
            onRenderer={(made) => {
              renderer.current = made;
              onRenderer?.(made);
            }}
          />
          <KeyboardFrame renderer={renderer} points={points} scene={scene} onHover={setHovered} onSelect={onSelect} />
          <MapNames places={places} scene={scene} frame={frame.current} />
          {ring && (
            <span
              aria-hidden="true"
              className="-translate-x-1/2 -translate-y-1/2 pointer-events-none absolute size-4 rounded-full border-2 border-ink bg-surface/40"
              style={{ left: ring[0], top: ring[1] }}
            />
          )}
          {mode === "pan" && settled !== null && at && (
            <MapCard runId={runId} row={settled} at={at} frame={frame.current} scene={scene} />
          )}
        </>
      ) : (
        <Skeleton className="size-full rounded-none" />
      )}
    </div>
  );
}

/** From the thirteenth segment on, half as strong: what a hatched dot looks like from afar. */
function colourOnMap(theme: ChartTheme, segment: number): string {
  const colour = segmentColour(theme, segment);
  return segment < segmentColours ? colour : (mixColours([colour, theme.surface], 3)[1] ?? colour);
}
