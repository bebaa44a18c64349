/** What the requests say, without what only sending needs. */
export interface EndpointTarget {
  readonly baseUrl: string;
  readonly model: string;
  readonly batchSize?: number;
}

/** What goes out, before it does. */
export interface EndpointPreview {
  readonly host: string;
  readonly texts: number;
  readonly requests: number;
  readonly characters: number;
  /** An upper estimate: a token for every CJK character and for every three others. */
  readonly tokens: number;
  /** In the currency of the price; undefined where no price is given. */
  readonly cost: number | undefined;
  /** The body of the first request, to the letter. */
  readonly firstBody: string;
}

/** Texts a request. */
export const defaultBatch = 64;

/** The requests that `texts` will cost, and the first one to the letter. Equal texts are sent once. */
export function previewEndpoint(
  texts: readonly string[],
  params: EndpointTarget,
  pricePerMillionTokens?: number,
): EndpointPreview {
  const distinct = [...new Set(texts)];
  const size = params.batchSize ?? defaultBatch;
  const tokens = distinct.reduce((sum, text) => sum + estimateTokens(text), 0);
  return {
    host: new URL(params.baseUrl).host,
    texts: distinct.length,
    requests: Math.ceil(distinct.length / size),
    characters: distinct.reduce((sum, text) => sum + text.length, 0),
    tokens,
    cost: pricePerMillionTokens === undefined ? undefined : (tokens * pricePerMillionTokens) / 1e6,
    firstBody: bodyOf(params.model, distinct.slice(0, size)),
  };
}

/** What a request says, to the letter. */
export function bodyOf(model: string, input: readonly string[]): string {
  return JSON.stringify({ model, input, encoding_format: "float" });
}

function estimateTokens(text: string): number {
  const cjk = text.match(/[\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff]/g)?.length ?? 0;
  return cjk + Math.ceil((text.length - cjk) / 3) + 2;
}
