import { nearestRow, type Paint, type PaintView, type Places, paintPoints, rowsInside } from "./paint-points.ts";

/** What the page asks of the worker; `ticket` comes back with the answer. */
export type CrowdRequest =
  | { readonly kind: "places"; readonly places: Places }
  | { readonly kind: "category"; readonly category: Int32Array }
  | { readonly kind: "paint"; readonly paint: Paint }
  | { readonly kind: "picture"; readonly ticket: number; readonly view: PaintView }
  | {
      readonly kind: "near";
      readonly ticket: number;
      readonly view: PaintView;
      readonly at: readonly [number, number];
      readonly reach: number;
    }
  | { readonly kind: "inside"; readonly ticket: number; readonly polygon: readonly number[] };

export interface CrowdAnswer {
  readonly ticket: number;
  readonly pixels?: Uint8ClampedArray<ArrayBuffer>;
  readonly row?: number;
  readonly rows?: Int32Array;
}

let places: Places = { x: new Float32Array(), y: new Float32Array() };
let category: Int32Array = new Int32Array();
let paint: Paint | null = null;

self.onmessage = ({ data }: MessageEvent<CrowdRequest>) => {
  if (data.kind === "places") places = data.places;
  else if (data.kind === "category") category = data.category;
  else if (data.kind === "paint") paint = data.paint;
  else answer(data);
};

function answer(request: Extract<CrowdRequest, { ticket: number }>): void {
  const { ticket } = request;
  if (request.kind === "near") {
    send({ ticket, row: nearestRow(places, request.view, request.at[0], request.at[1], request.reach) });
  } else if (request.kind === "inside") {
    const rows = rowsInside(places, request.polygon);
    send({ ticket, rows }, [rows.buffer]);
  } else {
    const pixels = paint && paintPoints(places, category, request.view, paint);
    send(pixels ? { ticket, pixels } : { ticket }, pixels ? [pixels.buffer] : []);
  }
}

function send(answer: CrowdAnswer, transfer: Transferable[] = []): void {
  self.postMessage(answer, { transfer });
}
