import type { CrowdAnswer, CrowdRequest } from "./crowd-worker.ts";
import type { Paint, PaintView, Places } from "./paint-points.ts";

/** From so many on, a worker paints them: without a graphics card WebGL takes a second for a picture of a million. */
export const crowdFrom = 100_000;

/** Finer pictures than this cost more than they show. */
export function pixelRatio(): number {
  return Math.min(window.devicePixelRatio || 1, 2);
}

type Asked = Extract<CrowdRequest, { ticket: number }>;
type Question = Asked extends infer One ? (One extends Asked ? Omit<One, "ticket"> : never) : never;

/**
 * A crowd too large for a renderer without a graphics card: a worker paints it as a picture on a canvas of its own. While
 * the view moves the last picture moves along, and the next one follows as soon as the worker is free.
 */
export class Crowd {
  private readonly canvas: HTMLCanvasElement;
  private readonly worker = new Worker(new URL("./crowd-worker.ts", import.meta.url), { type: "module" });
  private readonly waiting = new Map<number, (answer: CrowdAnswer) => void>();
  private tickets = 0;
  private wanted: PaintView | null = null;
  private shown: PaintView | null = null;
  private isPainting = false;
  private isStale = false;

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
    this.worker.onmessage = ({ data }: MessageEvent<CrowdAnswer>) => {
      this.waiting.get(data.ticket)?.(data);
      this.waiting.delete(data.ticket);
    };
  }

  /** Shows everybody before there is a camera: as it stands at first, one unit half as high as the picture. */
  async begin(places: Places, category: Int32Array, paint: Paint): Promise<void> {
    const ratio = pixelRatio();
    const [width, height] = [this.canvas.clientWidth * ratio, this.canvas.clientHeight * ratio].map(Math.round) as [
      number,
      number,
    ];
    this.tell({ kind: "places", places });
    this.tell({ kind: "category", category });
    this.tell({ kind: "paint", paint });
    const half = height / 2;
    this.wanted = { width, height, scaleX: half, shiftX: width / 2, scaleY: -half, shiftY: half };
    if (width > 0 && height > 0) await this.paintOn();
  }

  category(category: Int32Array): void {
    this.tell({ kind: "category", category });
    this.repaint();
  }

  paint(paint: Paint): void {
    this.tell({ kind: "paint", paint });
    this.repaint();
  }

  /** Shows the crowd in another view: at once as far as the last picture goes, then anew. */
  view(view: PaintView): void {
    this.wanted = view;
    this.follow();
    this.repaint();
  }

  async near(view: PaintView, at: readonly [x: number, y: number], reach: number): Promise<number> {
    return (await this.ask({ kind: "near", view, at, reach })).row ?? -1;
  }

  async inside(polygon: readonly number[]): Promise<Int32Array> {
    return (await this.ask({ kind: "inside", polygon })).rows ?? new Int32Array();
  }

  dispose(): void {
    this.worker.terminate();
    this.waiting.clear();
  }

  private repaint(): void {
    if (!this.isPainting) void this.paintOn();
    else this.isStale = true;
  }

  private async paintOn(): Promise<void> {
    this.isPainting = true;
    do {
      this.isStale = false;
      const view = this.wanted;
      if (!view) break;
      const { pixels } = await this.ask({ kind: "picture", view });
      if (pixels) this.show(pixels, view);
    } while (this.isStale);
    this.isPainting = false;
  }

  private show(pixels: Uint8ClampedArray<ArrayBuffer>, view: PaintView): void {
    const { width, height } = view;
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    this.canvas
      .getContext("2d", { willReadFrequently: true })
      ?.putImageData(new ImageData(pixels, width, height), 0, 0);
    this.shown = view;
    this.follow();
  }

  /** Moves the last picture to where the view has gone. */
  private follow(): void {
    const [to, from] = [this.wanted, this.shown];
    if (!to || !from) return;
    const scale = to.scaleX / from.scaleX;
    const across = to.shiftX - from.shiftX * scale;
    const down = to.shiftY - from.shiftY * scale;
    const { width, height } = this.canvas;
    const percent = (pixels: number, of: number) => `${((100 * pixels) / Math.max(of, 1)).toFixed(4)}%`;
    this.canvas.style.transform = `translate(${percent(across, width)}, ${percent(down, height)}) scale(${scale})`;
  }

  private tell(message: Exclude<CrowdRequest, Asked>): void {
    this.worker.postMessage(message);
  }

  private ask(question: Question): Promise<CrowdAnswer> {
    const ticket = ++this.tickets;
    return new Promise((resolve) => {
      this.waiting.set(ticket, resolve);
      this.worker.postMessage({ ...question, ticket });
    });
  }
}
