export interface LabelBox {
  /** Centre, in pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const gap = 2;
const passes = 60;

/**
 * Centres near the wished ones at which no two labels overlap, as far as the area has room: overlapping pairs move
 * apart up and down by half their overlap each, again and again, and stay inside. Same boxes, same places.
 */
export function placeLabels(
  boxes: readonly LabelBox[],
  area: { readonly width: number; readonly height: number },
): { readonly x: number; readonly y: number }[] {
  const places = boxes.map(({ x, y, width, height }) => ({
    x: clamp(x, width / 2 + gap, area.width - width / 2 - gap),
    y: clamp(y, height / 2 + gap, area.height - height / 2 - gap),
  }));
  for (let pass = 0; pass < passes; pass++) {
    let isClear = true;
    boxes.forEach((a, i) => {
      boxes.slice(i + 1).forEach((b, after) => {
        const first = places[i];
        const second = places[i + 1 + after];
        if (!first || !second) return;
        const across = (a.width + b.width) / 2 + gap - Math.abs(first.x - second.x);
        const down = (a.height + b.height) / 2 + gap - Math.abs(first.y - second.y);
        if (across <= 0 || down <= 0.01) return;
        isClear = false;
        const sign = first.y <= second.y ? -1 : 1;
        first.y += (sign * down) / 2;
        second.y -= (sign * down) / 2;
      });
    });
    boxes.forEach(({ height }, i) => {
      const place = places[i];
      if (place) place.y = clamp(place.y, height / 2 + gap, area.height - height / 2 - gap);
    });
    if (isClear) break;
  }
  return places;
}

/** Labels may cover so much of the area. */
const coveredAtMost = 1 / 6;
/** A label further from its place than that would be read as another's. */
const farthest = 60;
const nudge = 4;

/**
 * As `placeLabels` where all have room so; else one after the other, each as near to its place as those before leave it, up
 * or down; null: no room, not shown. No two of those shown overlap, and none is far from its place.
 */
export function placeSomeLabels(
  boxes: readonly LabelBox[],
  area: { readonly width: number; readonly height: number },
): ({ readonly x: number; readonly y: number } | null)[] {
  const all = placeLabels(boxes, area);
  const put = boxes.map((box, i) => ({ ...box, ...all[i] }));
  const size = boxes.reduce((sum, { width, height }) => sum + width * height, 0);
  const most = coveredAtMost * area.width * area.height;
  const isClear = put.every(
    (box, i) =>
      Math.abs(box.y - (boxes[i]?.y ?? 0)) <= farthest && !put.slice(0, i).some((other) => isOver(other, box)),
  );
  if (isClear && size <= most) return all;
  const shown: LabelBox[] = [];
  let covered = 0;
  return boxes.map((box) => {
    covered += box.width * box.height;
    const place = covered <= most ? freePlace(box, shown, area) : null;
    if (place) shown.push({ ...box, ...place });
    else covered -= box.width * box.height;
    return place;
  });
}

function freePlace(
  box: LabelBox,
  shown: readonly LabelBox[],
  area: { readonly width: number; readonly height: number },
): { readonly x: number; readonly y: number } | null {
  for (let away = 0; away <= farthest; away += nudge) {
    for (const y of [box.y - away, box.y + away]) {
      const place = {
        x: clamp(box.x, box.width / 2 + gap, area.width - box.width / 2 - gap),
        y: clamp(y, box.height / 2 + gap, area.height - box.height / 2 - gap),
      };
      if (!shown.some((other) => isOver(other, { ...box, ...place }))) return place;
    }
  }
  return null;
}

function isOver(a: LabelBox, b: LabelBox): boolean {
  const across = (a.width + b.width) / 2 - Math.abs(a.x - b.x);
  const down = (a.height + b.height) / 2 - Math.abs(a.y - b.y);
  return across > 0.01 && down > 0.01;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high));
}
