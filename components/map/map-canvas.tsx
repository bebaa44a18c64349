"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import { Crowd, crowdFrom } from "./crowd.ts";
import type { MapPoints } from "./map-points.ts";
import type { MapLook, MapMode, MapRenderer } from "./map-renderer.ts";

interface MapCanvasProps {
  readonly points: MapPoints;
  /** One colour's number a user; −1 is drawn as the last colour. */
  readonly category: Int32Array;
  readonly look: MapLook;
  readonly mode: MapMode;
  readonly selected: readonly number[];
  readonly onHover: (row: number | null) => void;
  readonly onSelect: (rows: readonly number[]) => void;
  readonly onView: () => void;
  readonly onRenderer: (renderer: MapRenderer | null) => void;
  readonly label: string;
}

/** Keeps one renderer alive while the points stay, and passes on what changes. */
export function MapCanvas(props: MapCanvasProps) {
  const { points, category, look, mode, selected, label } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const back = useRef<HTMLCanvasElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const [renderer, setRenderer] = useState<MapRenderer | null>(null);
  const colours = useMemo(() => {
    const last = look.colours.length - 1;
    return category.map((one) => (one < 0 || one > last ? last : one));
  }, [category, look.colours.length]);

  useEffect(() => {
    const element = canvas.current;
    const behind = back.current;
    if (!element || !behind) return;
    let made: MapRenderer | null = null;
    let isGone = false;
    let crowd: Crowd | null = null;
    void import("./map-renderer.ts").then(async ({ MapRenderer: Made, paintOf }) => {
      if (isGone) return;
      const { points: people, category: colour, look: first } = latest.current;
      if (people.users > crowdFrom) {
        crowd = new Crowd(behind);
        await crowd.begin(people, colour, paintOf(first));
      }
      if (isGone) return;
      made = new Made(element, crowd, {
        onHover: (row) => latest.current.onHover(row),
        onSelect: (rows) => latest.current.onSelect(rows),
        onView: () => latest.current.onView(),
      });
      setRenderer(made);
      latest.current.onRenderer(made);
    });
    const observer = new ResizeObserver(([entry]) => {
      if (entry && made) made.resize(entry.contentRect.width, entry.contentRect.height);
    });
    observer.observe(element.parentElement ?? element);
    return () => {
      isGone = true;
      observer.disconnect();
      if (made) made.dispose();
      else crowd?.dispose();
      setRenderer(null);
      latest.current.onRenderer(null);
    };
  }, []);

  useEffect(() => {
    if (!renderer) return;
    renderer.look(latest.current.look);
    void renderer.draw(points, colours).then(() => latest.current.onView());
  }, [renderer, points, colours]);
  useEffect(() => renderer?.look(look), [renderer, look]);
  useEffect(() => renderer?.mode(mode), [renderer, mode]);
  useEffect(() => renderer?.select(selected), [renderer, selected]);

  return (
    <>
      <canvas ref={back} className="absolute inset-0 size-full origin-top-left" />
      <canvas ref={canvas} role="img" aria-label={label} className="relative block size-full" />
    </>
  );
}
