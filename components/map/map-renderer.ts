import createScatterplot from "regl-scatterplot";
import { type Crowd, pixelRatio } from "./crowd.ts";
import type { MapPoints } from "./map-points.ts";
import { nearestRow, type Paint, type PaintView, rowsInside } from "./paint-points.ts";
import { createSurface, type Surface, sizeSurface } from "./web-gl.ts";

export type MapMode = "pan" | "lasso";

export interface MapLook {
  /** Colour of category 0, 1, … as #rrggbb. */
  readonly colours: readonly string[];
  readonly surface: string;
  readonly ink: string;
  readonly accent: string;
  /** Categories in focus; empty: all alike. */
  readonly focus: readonly number[];
}

export interface MapEvents {
  readonly onHover: (row: number | null) => void;
  readonly onSelect: (rows: readonly number[]) => void;
  /** The view moved: what stands on the picture must follow. */
  readonly onView: () => void;
}

type Scatterplot = ReturnType<typeof createScatterplot>;

/**
 * The map: knows points, colours and gestures, nothing of React, runs or segments. Few points are WebGL's; of a crowd
 * WebGL keeps the camera and the lasso only, and the picture is the crowd's on the canvas behind.
 */
export class MapRenderer {
  private readonly surface: Surface;
  private readonly plot: Scatterplot;
  private readonly canvas: HTMLCanvasElement;
  private readonly events: MapEvents;
  private readonly crowd: Crowd | null;
  private points: MapPoints | null = null;
  private looks: MapLook | null = null;
  private chosen: readonly number[] = [];
  private isDrawn = false;
  private isSeeking = false;
  private drawing: Promise<void> = Promise.resolve();
  /** Goes up with every picture that is asked for. */
  private asked = 0;

  /** crowd: where there is one it shows everybody already, so that nobody waits for WebGL's first second. */
  constructor(canvas: HTMLCanvasElement, crowd: Crowd | null, events: MapEvents) {
    this.canvas = canvas;
    this.crowd = crowd;
    this.events = events;
    const { width, height } = canvas.getBoundingClientRect();
    this.surface = createSurface(width, height);
    this.plot = createScatterplot({
      renderer: this.surface,
      canvas,
      width,
      height,
      colorBy: "valueA",
      // A colour's own alpha counts for nothing with regl-scatterplot.
      opacityBy: "valueA",
      lassoMinDelay: 8,
      lassoMinDist: 3,
      deselectOnEscape: true,
      showReticle: false,
      pointSizeSelected: 1,
      pointOutlineWidth: 1,
    });
    this.plot.subscribe("pointOver", (row) => !this.crowd && events.onHover(row as number));
    this.plot.subscribe("pointOut", () => !this.crowd && events.onHover(null));
    this.plot.subscribe("select", ({ points }) => !this.crowd && events.onSelect(points));
    this.plot.subscribe("deselect", () => events.onSelect([]));
    this.plot.subscribe("lassoEnd", ({ coordinates }) => void this.chooseInside(coordinates.flat()));
    this.plot.subscribe("view", () => this.moved());
    canvas.addEventListener("mousemove", this.seek);
  }

  /**
   * Draws everybody; `category` picks each one's colour. Resolves once they are on the picture. One picture at a time: it waits for
   * the one before, and is left out where a later one was asked for in the meantime.
   */
  draw(points: MapPoints, category: Int32Array): Promise<void> {
    const own = ++this.asked;
    const drawn = this.drawing.then(() => (own === this.asked ? this.drawNow(points, category) : undefined));
    this.drawing = drawn.catch(() => {});
    return drawn;
  }

  private async drawNow(points: MapPoints, category: Int32Array): Promise<void> {
    const { x, y, users } = points;
    const isNew = this.points !== points;
    this.points = points;
    if (!this.crowd) {
      const pointSize = users > 20_000 ? 2.2 : users > 3000 ? 3.2 : 4.5;
      this.plot.set({ pointSize });
      await this.plot.draw({ x, y, valueA: category }, { zDataType: "categorical", preventFilterReset: true });
      this.isDrawn = true;
      return;
    }
    this.crowd.category(category);
    // Two corners, unseen: by them the camera says where everything is.
    if (isNew) await this.plot.draw({ x: [-1, 1], y: [-1, 1], valueA: [0, 0] });
    this.isDrawn = true;
    this.moved();
  }

  look(look: MapLook): void {
    this.looks = look;
    const { colours, surface, ink, accent, focus } = look;
    const isFaint = (at: number) => focus.length > 0 && !focus.includes(at);
    // The corners of a crowd are nobody; 0 is not taken.
    const full = this.crowd ? 1e-9 : 0.72;
    this.plot.set({
      backgroundColor: rgba(surface, this.crowd ? 0 : 1),
      pointColor: colours.map((colour) => rgba(colour, 1)),
      opacity: colours.map((_, at) => (isFaint(at) ? full / 9 : full)),
      pointColorActive: rgba(accent, 1),
      pointColorHover: rgba(ink, 1),
      lassoColor: rgba(accent, 1),
    });
    this.paintCrowd();
  }

  mode(mode: MapMode): void {
    this.plot.set({ mouseMode: mode === "lasso" ? "lasso" : "panZoom" });
  }

  /** Where somebody stands on the picture, in CSS pixels; undefined until everybody is drawn. */
  place(row: number): readonly [x: number, y: number] | undefined {
    if (!this.isDrawn) return undefined;
    if (!this.crowd || !this.points) return this.plot.getScreenPosition(row);
    const view = this.view(1);
    const { x, y } = this.points;
    return view && [(x[row] ?? 0) * view.scaleX + view.shiftX, (y[row] ?? 0) * view.scaleY + view.shiftY];
  }

  /** Who stands nearest to a place on the picture, in CSS pixels; −1: nobody near. */
  async near(at: readonly [x: number, y: number], reach = 7): Promise<number> {
    const view = this.view(1);
    if (!view || !this.points) return -1;
    return this.crowd ? this.crowd.near(view, at, reach) : nearestRow(this.points, view, at[0], at[1], reach);
  }

  /** Who stands within a polygon on the picture: x, y, x, y, … in CSS pixels. */
  async inside(corners: readonly number[]): Promise<readonly number[]> {
    const view = this.view(1);
    if (!view || !this.points) return [];
    const polygon = corners.map((at, i) =>
      i % 2 === 0 ? (at - view.shiftX) / view.scaleX : (at - view.shiftY) / view.scaleY,
    );
    return Array.from(this.crowd ? await this.crowd.inside(polygon) : rowsInside(this.points, polygon));
  }

  goTo(row: number): void {
    this.select([row]);
    if (!this.crowd || !this.points) {
      void this.plot.zoomToPoints([row], { padding: 2, transition: true, transitionDuration: 150 });
      return;
    }
    const target: [number, number] = [this.points.x[row] ?? 0, this.points.y[row] ?? 0];
    void this.plot.zoomToLocation(target, 0.2, { transition: true, transitionDuration: 150 });
  }

  select(rows: readonly number[]): void {
    this.chosen = rows;
    if (this.crowd) this.paintCrowd();
    else if (rows.length === 0) this.plot.deselect({ preventEvent: true });
    else this.plot.select([...rows], { preventEvent: true });
  }

  /** factor: below 1 nearer, above 1 further; null: everybody. at: what comes to the middle, in CSS pixels. */
  zoom(factor: number | null, at?: readonly [x: number, y: number]): void {
    if (factor === null) {
      void this.plot.reset();
      return;
    }
    const view = at && this.view(1);
    const [x, y] =
      at && view
        ? [(at[0] - view.shiftX) / view.scaleX, (at[1] - view.shiftY) / view.scaleY]
        : this.plot.get("cameraTarget");
    const distance = this.plot.get("cameraDistance") * factor;
    void this.plot.zoomToLocation([x ?? 0, y ?? 0], distance, { transition: true, transitionDuration: 120 });
  }

  resize(width: number, height: number): void {
    sizeSurface(this.surface, width, height);
    this.plot.set({ width, height });
    requestAnimationFrame(() => this.moved());
  }

  dispose(): void {
    this.isDrawn = false;
    this.asked++;
    this.canvas.removeEventListener("mousemove", this.seek);
    this.crowd?.dispose();
    this.plot.destroy();
    this.surface.destroy();
  }

  private moved(): void {
    const view = this.crowd && this.view(pixelRatio());
    if (view) this.crowd?.view(view);
    this.events.onView();
  }

  /** The camera in pixels, read off two points that are drawn: the map is never turned. */
  private view(ratio: number): PaintView | undefined {
    if (!this.isDrawn || !this.points) return undefined;
    const { clientWidth, clientHeight } = this.canvas;
    const corners = this.crowd ? { x: [-1, 1], y: [-1, 1], rows: [0, 1] as const } : farApart(this.points);
    const [one, other] = corners.rows.map((row) => this.plot.getScreenPosition(row));
    if (!one || !other) return undefined;
    const scaleX = (other[0] - one[0]) / ((corners.x[1] ?? 0) - (corners.x[0] ?? 0));
    const scaleY = (other[1] - one[1]) / ((corners.y[1] ?? 0) - (corners.y[0] ?? 0));
    if (!Number.isFinite(scaleX) || !Number.isFinite(scaleY)) return undefined;
    return {
      width: Math.max(1, Math.round(clientWidth * ratio)),
      height: Math.max(1, Math.round(clientHeight * ratio)),
      scaleX: scaleX * ratio,
      shiftX: (one[0] - (corners.x[0] ?? 0) * scaleX) * ratio,
      scaleY: scaleY * ratio,
      shiftY: (one[1] - (corners.y[0] ?? 0) * scaleY) * ratio,
    };
  }

  private paintCrowd(): void {
    if (!this.crowd || !this.looks || !this.points) return;
    const { colours, focus, accent } = this.looks;
    const selected = this.chosen.length === 0 ? null : new Uint8Array(this.points.users);
    for (const row of this.chosen) if (selected) selected[row] = 1;
    this.crowd.paint({ ...paintOf({ colours, focus, accent }), selected });
  }

  private async chooseInside(polygon: readonly number[]): Promise<void> {
    if (this.crowd) this.events.onSelect(Array.from(await this.crowd.inside(polygon)));
  }

  /** Who is under the pointer of a crowd; one question at a time. */
  private readonly seek = async ({ offsetX, offsetY, buttons }: MouseEvent): Promise<void> => {
    if (!this.crowd || this.isSeeking || buttons !== 0) return;
    this.isSeeking = true;
    const row = await this.near([offsetX, offsetY]);
    this.isSeeking = false;
    this.events.onHover(row < 0 ? null : row);
  };
}

/** The first point, and the one that differs most from it in both directions. */
function farApart({ x, y, users }: MapPoints) {
  let [last, best] = [0, -1];
  for (let row = 1; row < users; row++) {
    const far = Math.min(Math.abs((x[row] ?? 0) - (x[0] ?? 0)), Math.abs((y[row] ?? 0) - (y[0] ?? 0)));
    if (far > best) [last, best] = [row, far];
  }
  return { x: [x[0] ?? 0, x[last] ?? 0], y: [y[0] ?? 0, y[last] ?? 0], rows: [0, last] as const };
}

/** What a crowd is painted with. */
export function paintOf({ colours, focus, accent }: Pick<MapLook, "colours" | "focus" | "accent">): Paint {
  return { colours: colours.map(bytesOf), focus, selected: null, accent: bytesOf(accent) };
}

function bytesOf(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** #rrggbb → red, green, blue, alpha in 0…1. */
function rgba(hex: string, alpha: number): [number, number, number, number] {
  const [red, green, blue] = bytesOf(hex);
  return [red / 255, green / 255, blue / 255, alpha];
}
