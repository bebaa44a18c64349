import { createRenderer } from "regl-scatterplot";

export type Surface = ReturnType<typeof createRenderer>;

/** Where WebGL draws: as large as the map. Its own would be as large as the window, which costs four times as much a frame. */
export function createSurface(width: number, height: number): Surface {
  const canvas = document.createElement("canvas");
  // Who asks first decides. Points are smooth by their shader; multisampling would smooth the edge of the whole picture.
  canvas.getContext("webgl", { antialias: false, preserveDrawingBuffer: true });
  const surface = createRenderer({ canvas });
  sizeSurface(surface, width, height);
  return surface;
}

/** A map that is not shown yet has no size, and WebGL none of 0. */
export function sizeSurface(surface: Surface, width: number, height: number): void {
  surface.resize(Math.max(1, width), Math.max(1, height));
}

/** Does this browser draw WebGL with what the map needs? */
export function canDrawMap(): boolean {
  try {
    const context = document.createElement("canvas").getContext("webgl", { antialias: false });
    const isThere = context?.getExtension("OES_texture_float") != null;
    context?.getExtension("WEBGL_lose_context")?.loseContext();
    return isThere;
  } catch {
    return false;
  }
}
