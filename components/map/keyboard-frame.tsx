"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from "react";
import { unitOf } from "../../lib/segments/charts/people.ts";
import type { Scene } from "../../lib/segments/charts/plot.ts";
import { useMay } from "../workspace/use-me.ts";
import { cornersOf, type Frame, firstFrame, middleOf, moveFrame } from "./frame-keys.ts";
import type { MapPoints } from "./map-points.ts";
import type { MapRenderer } from "./map-renderer.ts";

interface KeyboardFrameProps {
  readonly renderer: RefObject<MapRenderer | null>;
  readonly points: MapPoints;
  readonly scene: Scene;
  readonly onHover: (row: number | null) => void;
  readonly onSelect: (rows: readonly number[]) => void;
}

/** What a pointer does on the map, by keyboard: arrows move a frame, its people are counted aloud, Enter takes them. */
export function KeyboardFrame({ renderer, points, scene, onHover, onSelect }: KeyboardFrameProps) {
  const t = useTranslations("runs");
  const unit = unitOf(scene.data);
  const help = useId();
  const mayChoose = useMay("marketer");
  const area = useRef<HTMLDivElement>(null);
  const [frame, setFrame] = useState<Frame | null>(null);
  const [said, setSaid] = useState("");
  const room = () => ({ width: area.current?.clientWidth ?? 0, height: area.current?.clientHeight ?? 0 });

  useEffect(() => {
    if (!frame) return;
    let isGone = false;
    const timer = setTimeout(async () => {
      const rows = (await renderer.current?.inside(cornersOf(frame))) ?? [];
      const near = (await renderer.current?.near(middleOf(frame), 60)) ?? -1;
      if (isGone) return;
      onHover(near < 0 ? null : near);
      const { name, share } = mostOf(rows, points, scene);
      setSaid(rows.length === 0 ? t("frameEmpty") : t("frameHolds", { count: rows.length, unit, name, share }));
    }, 150);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [frame, renderer, points, scene, unit, onHover, t]);

  async function onKeyDown(event: KeyboardEvent) {
    if (!frame) return;
    const moved = event.ctrlKey || event.metaKey ? null : moveFrame(frame, event, room());
    const zoom = { "+": 0.6, "=": 0.6, "-": 1 / 0.6, "0": null }[event.key];
    if (moved) setFrame(moved);
    else if (zoom !== undefined) {
      renderer.current?.zoom(zoom, middleOf(frame));
      setFrame(firstFrame(room()));
    } else if (event.key === "Enter" && mayChoose) {
      const rows = (await renderer.current?.inside(cornersOf(frame))) ?? [];
      onSelect(rows);
      setSaid(rows.length > 1 ? t("frameChosen", { count: rows.length, unit }) : t("frameTooFew"));
    } else if (event.key === "Escape") {
      onSelect([]);
      onHover(null);
    } else return;
    event.preventDefault();
  }

  return (
    <>
      <div
        ref={area}
        role="application"
        aria-label={t("frameLabel")}
        aria-describedby={help}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes the keys itself
        tabIndex={0}
        onFocus={() => setFrame((last) => last ?? firstFrame(room()))}
        onBlur={() => {
          setFrame(null);
          onHover(null);
        }}
        onKeyDown={(event) => void onKeyDown(event)}
        className="pointer-events-none absolute inset-0 rounded-sm outline-none focus-visible:ring-2 focus-visible:ring-accent focus-visible:ring-inset"
      >
        {frame && <div className="absolute border-2 border-accent border-dashed bg-accent/10" style={frame} />}
      </div>
      <p
        id={help}
        hidden={!frame}
        className="meta absolute top-2 left-2 z-10 rounded-md bg-surface/90 px-2 py-1 text-xs"
      >
        {t(mayChoose ? "frameHelp" : "frameHelpOnly")}
      </p>
      <span aria-live="polite" className="sr-only">
        {said}
      </span>
    </>
  );
}

/** The segment that most of them are in, and how large a part of them. */
function mostOf(rows: readonly number[], { segment }: MapPoints, { data, locale }: Scene) {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(segment[row] ?? -1, (counts.get(segment[row] ?? -1) ?? 0) + 1);
  const [id = -1, count = 0] = [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? [];
  return { name: data.summary.segments[id]?.name[locale] ?? "–", share: count / Math.max(rows.length, 1) };
}
