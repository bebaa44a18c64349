/** How models reach this machine, as the environment says: the same for the house and for the command line. */
export interface ModelSettings {
  /** CLADE_MODELS: a folder of model folders that Clade reads and never changes. */
  readonly shared: string | undefined;
  /** CLADE_HUB: the hub, or a mirror of it. No slash at its end. */
  readonly hub: string;
  /** CLADE_ALLOWED_HOSTS, by commas: called although they are private or without TLS. */
  readonly allowedHosts: readonly string[];
  readonly endpoint: EndpointSettings | undefined;
}

/** CLADE_EMBEDDINGS_URL and _MODEL, with _KEY and _PRICE where there are. */
export interface EndpointSettings {
  readonly baseUrl: string;
  readonly model: string;
  readonly key: string | undefined;
  /** Of a million tokens, in whatever currency the reader pays in. */
  readonly price: number | undefined;
}

const publicHub = "https://huggingface.co";

export function readModelSettings(variables: NodeJS.ProcessEnv): ModelSettings {
  const { CLADE_EMBEDDINGS_URL: url, CLADE_EMBEDDINGS_MODEL: model, CLADE_EMBEDDINGS_KEY: key } = variables;
  const price = Number(variables.CLADE_EMBEDDINGS_PRICE || Number.NaN);
  return {
    shared: variables.CLADE_MODELS || undefined,
    hub: (variables.CLADE_HUB || publicHub).replace(/\/+$/, ""),
    allowedHosts: (variables.CLADE_ALLOWED_HOSTS ?? "").split(",").flatMap((host) => host.trim() || []),
    endpoint:
      url && model
        ? {
            baseUrl: url.replace(/\/+$/, ""),
            model,
            key: key || undefined,
            price: price >= 0 && Number.isFinite(price) ? price : undefined,
          }
        : undefined,
  };
}
