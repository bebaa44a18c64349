import type { ReportData } from "../schema.ts";

/** A segment's place in the silhouette plot, pixels from its top. */
export interface Band {
  readonly id: number;
  readonly top: number;
  readonly height: number;
  /** From high to low, as many values as the height tells apart. */
  readonly curve: readonly number[];
  readonly isNamed: boolean;
}

/** Beyond so many segments, bands stand close. */
const many = 14;
/** Thinner bands are named only where there is room between the names. */
const thinnest = 11;
const nameHeight = 13;

/**
 * Heights follow the sizes, but every segment has room for its name as long as all have; a gap between, a hairline where they
 * are many. Fixed segments have none: nobody asked how well they fit. Where there is no room for all names, those have theirs that fit least: the finding speaks of them.
 */
export function stackBands(
  { summary, silhouetteCurves }: Pick<ReportData, "summary" | "silhouetteCurves">,
  height: number,
  isTwoLined: boolean,
): Band[] {
  const segments = summary.segments.filter(({ fixed }) => !fixed);
  const gap = segments.length > many ? 1 : 6;
  const room = height - gap * (segments.length - 1);
  const roomy = isTwoLined && 44 * segments.length < 0.6 * room;
  const even = room / segments.length;
  const least = Math.min(roomy ? 44 : 28, Math.max(thinnest + 1, 0.7 * even), even);
  const all = segments.reduce((sum, s) => sum + s.size, 0) || 1;
  const stretched = segments.map((s) => Math.max(least, (s.size / all) * room));
  const over = stretched.reduce((sum, h) => sum + h, 0) - room;
  const spare = stretched.reduce((sum, h) => sum + (h - least), 0) || 1;
  let top = 0;
  const places = segments.map(({ id, silhouette }, i) => {
    const own = stretched[i] ?? least;
    const place = { id, top, height: own - ((own - least) / spare) * over, width: silhouette ?? 1 };
    top += place.height + gap;
    return place;
  });
  const named = chooseNamed(places);
  return places.map(({ width: _, ...place }) => ({
    ...place,
    curve: thin(silhouetteCurves[place.id] ?? [], Math.ceil(2 * place.height)),
    isNamed: named.has(place.id),
  }));
}

function chooseNamed(
  places: readonly (Pick<Band, "id" | "top" | "height"> & { readonly width: number })[],
): Set<number> {
  const named = new Set<number>();
  const taken: number[] = [];
  for (const { id, top, height } of places.toSorted((a, b) => a.width - b.width || a.id - b.id)) {
    const middle = top + height / 2;
    if (height < thinnest && taken.some((other) => Math.abs(other - middle) < nameHeight)) continue;
    named.add(id);
    taken.push(middle);
  }
  return named;
}

/** Two a pixel, for sharp screens; the first and the last among them. */
function thin(curve: readonly number[], most: number): readonly number[] {
  const steps = Math.max(2, most);
  if (curve.length <= steps) return curve;
  return Array.from({ length: steps }, (_, i) => curve[Math.round((i * (curve.length - 1)) / (steps - 1))] ?? 0);
}
