import { describe, expect, test } from "vitest";
import { readModelSettings } from "./model-settings.ts";

const read = (variables: Readonly<Record<string, string>>) => readModelSettings(variables as NodeJS.ProcessEnv);

describe("how models reach a machine", () => {
  test("is by the public hub alone, where nobody says otherwise; empty is as good as unsaid", () => {
    const nothing = { shared: undefined, hub: "https://huggingface.co", allowedHosts: [], endpoint: undefined };
    expect(read({})).toEqual(nothing);
    const empty = { CLADE_MODELS: "", CLADE_HUB: "", CLADE_ALLOWED_HOSTS: "", CLADE_EMBEDDINGS_URL: "" };
    expect(read(empty)).toEqual(nothing);
  });

  test("is by a mirror, whose slashes at the end do not double", () => {
    expect(read({ CLADE_HUB: "https://mirror.example/hf//" }).hub).toBe("https://mirror.example/hf");
  });

  test("allows the hosts that are named, and no empty one", () => {
    expect(read({ CLADE_ALLOWED_HOSTS: " gpu.local:8080 ,,10.0.0.7, " }).allowedHosts).toEqual([
      "gpu.local:8080",
      "10.0.0.7",
    ]);
  });
});

describe("an endpoint", () => {
  const [url, model] = ["https://api.example/v1/", "embed-3"];

  test("is one where both its address and its model are named", () => {
    expect(read({ CLADE_EMBEDDINGS_URL: url, CLADE_EMBEDDINGS_MODEL: model }).endpoint).toEqual({
      ...{ baseUrl: "https://api.example/v1", model, key: undefined, price: undefined },
    });
    expect(read({ CLADE_EMBEDDINGS_URL: url }).endpoint).toBeUndefined();
    expect(read({ CLADE_EMBEDDINGS_MODEL: model }).endpoint).toBeUndefined();
  });

  test.each([
    ["0.02", 0.02],
    ["0", 0],
    ["", undefined],
    ["-1", undefined],
    ["cheap", undefined],
    ["Infinity", undefined],
  ])("at a price of “%s” costs %s", (price, wanted) => {
    const variables = { CLADE_EMBEDDINGS_URL: url, CLADE_EMBEDDINGS_MODEL: model, CLADE_EMBEDDINGS_PRICE: price };
    expect(read(variables).endpoint?.price).toBe(wanted);
  });
});
