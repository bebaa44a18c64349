"use client";

import { plainLabel, textEms, wrapLabel } from "../../lib/segments/charts/label-text.ts";
import { placeSomeLabels } from "../../lib/segments/charts/place-labels.ts";
import type { Scene } from "../../lib/segments/charts/plot.ts";
import { segmentColour } from "../../lib/segments/charts/theme.ts";

interface MapNamesProps {
  /** Of segment 0, 1, …: where its middle is on the picture. */
  readonly places: readonly (readonly [x: number, y: number] | undefined)[];
  readonly scene: Scene;
  readonly frame: HTMLElement | null;
}

const size = 12;

/** Segments named at their middles, moved where they would cover one another, the largest of many; the legend has them for screen readers. */
export function MapNames({ places, scene, frame }: MapNamesProps) {
  const { data, locale, focus, theme } = scene;
  const view = { width: frame?.clientWidth ?? 0, height: frame?.clientHeight ?? 0 };
  const named = data.summary.segments.flatMap(({ id, name }) => {
    const place = places[id];
    if (!place || (focus.length > 0 && !focus.includes(id))) return [];
    const [x, y] = place;
    if (x < 0 || y < 0 || x > view.width || y > view.height) return [];
    const lines = wrapLabel(plainLabel(name[locale]), view.width < 480 ? 10 : 13, 2);
    const width = Math.max(...lines.split("\n").map(textEms)) * size * 1.04 + 18;
    return [{ id, lines, x, y, width, height: lines.split("\n").length * 15 + 7 }];
  });
  const at = placeSomeLabels(named, view);
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-0">
      {named.map(({ id, lines }, i) => {
        const place = at[i];
        return place ? (
          <span
            key={id}
            className="-translate-x-1/2 -translate-y-1/2 absolute whitespace-pre rounded-[5px] border-[1.5px] bg-surface/90 px-1.5 py-px text-center font-semibold text-xs leading-[15px]"
            style={{ left: place.x, top: place.y, borderColor: segmentColour(theme, id) }}
          >
            {lines}
          </span>
        ) : null;
      })}
    </div>
  );
}
