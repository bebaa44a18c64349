import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

/** Compiled code of earlier starts; the set-up warms it, so that the first run on a machine starts fast as well. */
export const compileCacheFolder = fileURLToPath(new URL("../../.build/compile-cache", import.meta.url));

/** Call before importing anything large: what is loaded after it comes from the cache. */
export function useCompileCache(): void {
  enableCompileCache(compileCacheFolder);
}
