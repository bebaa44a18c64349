/** Screen place of a point: x·scaleX + shiftX, y·scaleY + shiftY, in pixels of a picture of width × height. */
export interface PaintView {
  readonly width: number;
  readonly height: number;
  readonly scaleX: number;
  readonly shiftX: number;
  readonly scaleY: number;
  readonly shiftY: number;
}

export interface Places {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

export interface Paint {
  /** Red, green, blue (0…255) of category 0, 1, …; other numbers take the last one. */
  readonly colours: readonly (readonly [red: number, green: number, blue: number])[];
  /** Categories in focus; empty: all alike. */
  readonly focus: readonly number[];
  /** 1 for rows that are drawn around, in `accent`; null: nobody is. */
  readonly selected: Uint8Array | null;
  readonly accent: readonly [red: number, green: number, blue: number];
}

/** What somebody out of focus weighs beside somebody in it. */
const faint = 0.06;
/** Of a lone point; a pixel of many is opaque. */
const leastOpacity = 0.45;

/**
 * A crowd as a picture (RGBA): each pixel has the mean colour of those who stand on it, and is the more opaque the more
 * they are, on a logarithmic scale up to the densest pixels, so that neither the many nor the few hide the others. Few in
 * view are drawn larger. One pass over n points and one over the pixels.
 */
export function paintPoints({ x, y }: Places, category: ArrayLike<number>, view: PaintView, paint: Paint) {
  const { width, height } = view;
  const pixels = new Uint8ClampedArray(4 * width * height);
  const sums = new Float32Array(4 * width * height);
  const size = pointSize(x, y, view);
  const last = paint.colours.length - 1;
  const weights = paint.colours.map((_, at) => (paint.focus.length === 0 || paint.focus.includes(at) ? 1 : faint));
  const strong = paint.selected ? 0.35 : 1;
  for (let row = 0; row < x.length; row++) {
    const left = Math.round((x[row] ?? 0) * view.scaleX + view.shiftX) - (size >> 1);
    const top = Math.round((y[row] ?? 0) * view.scaleY + view.shiftY) - (size >> 1);
    if (left < 0 || top < 0 || left + size > width || top + size > height) continue;
    const own = category[row] ?? last;
    const at = own < 0 || own > last ? last : own;
    const isSelected = paint.selected?.[row] === 1;
    const [red, green, blue] = isSelected ? paint.accent : (paint.colours[at] ?? paint.accent);
    const weight = isSelected ? 4 : (weights[at] ?? 1) * strong;
    for (let line = top; line < top + size; line++)
      for (let column = left; column < left + size; column++) {
        const pixel = 4 * (line * width + column);
        sums[pixel] = (sums[pixel] ?? 0) + weight * red;
        sums[pixel + 1] = (sums[pixel + 1] ?? 0) + weight * green;
        sums[pixel + 2] = (sums[pixel + 2] ?? 0) + weight * blue;
        sums[pixel + 3] = (sums[pixel + 3] ?? 0) + weight;
      }
  }
  const dense = densest(sums);
  for (let pixel = 0; pixel < sums.length; pixel += 4) {
    const weight = sums[pixel + 3] ?? 0;
    if (weight === 0) continue;
    pixels[pixel] = (sums[pixel] ?? 0) / weight;
    pixels[pixel + 1] = (sums[pixel + 1] ?? 0) / weight;
    pixels[pixel + 2] = (sums[pixel + 2] ?? 0) / weight;
    const share = dense > 0 ? Math.log1p(weight) / dense : 1;
    pixels[pixel + 3] = 255 * Math.min(1, weight) * Math.min(1, leastOpacity + (1 - leastOpacity) * share);
  }
  return pixels;
}

/** Side of a point's square in pixels, by how many are in view: of every 16th, which stand in random order. */
function pointSize(x: Float32Array, y: Float32Array, view: PaintView): number {
  let seen = 0;
  for (let row = 0; row < x.length; row += 16) {
    const left = (x[row] ?? 0) * view.scaleX + view.shiftX;
    const top = (y[row] ?? 0) * view.scaleY + view.shiftY;
    if (left >= 0 && top >= 0 && left < view.width && top < view.height) seen += 16;
  }
  const room = (view.width * view.height) / Math.max(seen, 1);
  return room < 1.2 ? 1 : room < 12 ? 2 : room < 120 ? 3 : 5;
}

/** About the logarithm (log1p) of the weight that one painted pixel in a hundred exceeds. */
function densest(sums: Float32Array): number {
  const bins = new Uint32Array(256);
  let painted = 0;
  for (let pixel = 3; pixel < sums.length; pixel += 4) {
    const weight = sums[pixel] ?? 0;
    if (weight === 0) continue;
    const bin = Math.min(255, Math.floor(16 * Math.log1p(weight)));
    bins[bin] = (bins[bin] ?? 0) + 1;
    painted++;
  }
  let above = 0;
  for (let bin = 255; bin >= 0; bin--) {
    above += bins[bin] ?? 0;
    if (above > 0.01 * painted) return (bin + 1) / 16;
  }
  return 0;
}

/** The row nearest to a place on the picture, within `reach` pixels; −1: nobody is there. */
export function nearestRow({ x, y }: Places, view: PaintView, left: number, top: number, reach: number): number {
  let best = -1;
  let least = reach * reach;
  for (let row = 0; row < x.length; row++) {
    const across = (x[row] ?? 0) * view.scaleX + view.shiftX - left;
    if (across > reach || across < -reach) continue;
    const far = across * across + ((y[row] ?? 0) * view.scaleY + view.shiftY - top) ** 2;
    if (far >= least) continue;
    least = far;
    best = row;
  }
  return best;
}

/** Rows within a polygon, by the even-odd rule (a ray to the right); corners as x, y, x, y, … in the points' own unit. */
export function rowsInside({ x, y }: Places, polygon: readonly number[]): Int32Array {
  const xs = polygon.filter((_, i) => i % 2 === 0);
  const ys = polygon.filter((_, i) => i % 2 === 1);
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const found: number[] = [];
  for (let row = 0; row < x.length; row++) {
    const [px, py] = [x[row] ?? 0, y[row] ?? 0];
    if (px < left || px > right || py < low || py > high) continue;
    let isInside = false;
    for (let i = 0, j = xs.length - 1; i < xs.length; j = i++) {
      const [xi, yi, xj, yj] = [xs[i] ?? 0, ys[i] ?? 0, xs[j] ?? 0, ys[j] ?? 0];
      if (yi > py !== yj > py && px < ((xj - xi) * (py - yi)) / (yj - yi) + xi) isInside = !isInside;
    }
    if (isInside) found.push(row);
  }
  return Int32Array.from(found);
}
