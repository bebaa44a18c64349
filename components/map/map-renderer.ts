import createScatterplot from "regl-scatterplot";
import type { MapPoints } from "./map-points.ts";

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

/** The map in WebGL: knows points, colours and gestures, nothing of React, runs or segments. */
export class MapRenderer {
  private readonly plot: Scatterplot;
  private isDrawn = false;

  constructor(canvas: HTMLCanvasElement, events: MapEvents) {
    const { width, height } = canvas.getBoundingClientRect();
    this.plot = createScatterplot({
      canvas,
      width,
      height,
      colorBy: "valueA",
      lassoMinDelay: 8,
      lassoMinDist: 3,
      deselectOnEscape: true,
      showReticle: false,
      pointSizeSelected: 1,
      pointOutlineWidth: 1,
    });
    this.plot.subscribe("pointOver", (row) => events.onHover(row as number));
    this.plot.subscribe("pointOut", () => events.onHover(null));
    this.plot.subscribe("select", ({ points }) => events.onSelect(points));
    this.plot.subscribe("deselect", () => events.onSelect([]));
    this.plot.subscribe("view", () => events.onView());
  }

  /** Draws everybody; `category` picks each one's colour. */
  async draw({ x, y, users }: MapPoints, category: ArrayLike<number>): Promise<void> {
    const pointSize = users > 200_000 ? 1.5 : users > 20_000 ? 2.2 : users > 3000 ? 3.2 : 4.5;
    this.plot.set({ pointSize });
    await this.plot.draw({ x, y, valueA: category }, { zDataType: "categorical", preventFilterReset: true });
    this.isDrawn = true;
  }

  look({ colours, surface, ink, accent, focus }: MapLook): void {
    const isFaint = (at: number) => focus.length > 0 && !focus.includes(at);
    this.plot.set({
      backgroundColor: rgba(surface, 1),
      pointColor: colours.map((colour, at) => rgba(colour, isFaint(at) ? 0.08 : 0.72)),
      pointColorActive: rgba(accent, 1),
      pointColorHover: rgba(ink, 1),
      lassoColor: rgba(accent, 1),
    });
  }

  mode(mode: MapMode): void {
    this.plot.set({ mouseMode: mode === "lasso" ? "lasso" : "panZoom" });
  }

  /** Where somebody stands on the picture, in CSS pixels; undefined until everybody is drawn. */
  place(row: number): readonly [x: number, y: number] | undefined {
    return this.isDrawn ? this.plot.getScreenPosition(row) : undefined;
  }

  goTo(row: number): void {
    void this.plot.zoomToPoints([row], { padding: 2, transition: true, transitionDuration: 150 });
    this.plot.select([row], { preventEvent: true });
  }

  select(rows: readonly number[]): void {
    if (rows.length === 0) this.plot.deselect({ preventEvent: true });
    else this.plot.select([...rows], { preventEvent: true });
  }

  /** factor: below 1 nearer, above 1 further; null: everybody. */
  zoom(factor: number | null): void {
    if (factor === null) {
      void this.plot.reset();
      return;
    }
    const [x, y] = this.plot.get("cameraTarget");
    const distance = this.plot.get("cameraDistance") * factor;
    void this.plot.zoomToLocation([x, y], distance, { transition: true, transitionDuration: 120 });
  }

  resize(width: number, height: number): void {
    this.plot.set({ width, height });
  }

  dispose(): void {
    this.isDrawn = false;
    this.plot.destroy();
  }
}

/** #rrggbb → red, green, blue, alpha in 0…1. */
function rgba(hex: string, alpha: number): [number, number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [((value >> 16) & 255) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255, alpha];
}

/** Does this browser draw WebGL with what the map needs? */
export function canDrawMap(): boolean {
  try {
    const context = document.createElement("canvas").getContext("webgl");
    const isThere = context?.getExtension("OES_texture_float") != null;
    context?.getExtension("WEBGL_lose_context")?.loseContext();
    return isThere;
  } catch {
    return false;
  }
}
