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

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high));
}
