import type { EmbeddingConfig } from "./schema.ts";

export function usesText({ text }: EmbeddingConfig): boolean {
  return text.encoder !== "none";
}

export function usesBehaviour({ behaviour }: EmbeddingConfig): boolean {
  return behaviour.encoder !== "none";
}

/** Do blocks beside the features enter the distances? */
export function usesBlocks(config: EmbeddingConfig): boolean {
  return usesText(config) || usesBehaviour(config);
}

/** Do labels bend the text block? */
export function usesAdapter({ text }: EmbeddingConfig): boolean {
  return text.encoder !== "none" && text.adapt !== "none";
}
