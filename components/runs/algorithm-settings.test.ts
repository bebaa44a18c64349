import { describe, expect, it } from "vitest";
import type { RunOptions } from "../../lib/runs/schema.ts";
import { algorithmSettings } from "./algorithm-settings.ts";

const words = (en: string) => ({ en, zh: en });
const base = { help: words(""), clusters: { minimum: 1, maximum: 100 }, takesPairs: false };
const number = { minimum: 1, maximum: 50, help: words("") };
const algorithms: RunOptions["algorithms"] = [
  {
    ...{ ...base, id: "k-means", label: words("k-means") },
    params: [{ ...number, name: "restarts", kind: "integer", default: 10, label: words("Starts") }],
  },
  {
    ...{ ...base, id: "hierarchical", label: words("Hierarchical") },
    params: [
      {
        ...{ name: "linkage", kind: "choice", default: "ward", label: words("Linkage"), help: words("") },
        options: ["ward", "average"].map((value) => ({ value, label: words(`by ${value}`) })),
      },
      {
        ...{ name: "distance", kind: "choice", default: "euclidean", label: words("Distance"), help: words("") },
        ...{ options: [{ value: "euclidean", label: words("straight") }] },
        onlyWith: { param: "linkage", values: ["average"] },
      },
    ],
  },
  {
    ...{ ...base, id: "dbscan", label: words("DBSCAN") },
    params: [{ ...number, name: "eps", kind: "number", default: "auto", label: words("Distance that is near") }],
  },
];

describe("settings of the algorithms of two runs", () => {
  it("are those of both, with what each run has, and nothing where they mean nothing", () => {
    const runs = [
      { algorithm: "k-means", k: 4, restarts: 20 },
      { algorithm: "hierarchical", linkage: "average" },
    ];
    expect(algorithmSettings(algorithms, runs)).toEqual([
      { label: words("Starts"), values: [20, null] },
      { label: words("Linkage"), values: [null, words("by average")] },
      { label: words("Distance"), values: [null, words("straight")] },
    ]);
  });

  it("leave out what means nothing beside the others' values", () => {
    const ward = { algorithm: "hierarchical", linkage: "ward" };
    expect(algorithmSettings(algorithms, [ward, ward]).map(({ label }) => label.en)).toEqual(["Linkage"]);
  });

  it("say what is chosen by itself, and nothing of an algorithm that is not known", () => {
    const runs = [{ algorithm: "dbscan" }, { algorithm: "dbscan", eps: 0.5 }, { algorithm: "gone", eps: 9 }];
    expect(algorithmSettings(algorithms, runs)).toEqual([
      { label: words("Distance that is near"), values: [{ en: "automatic", zh: "自动" }, 0.5, null] },
    ]);
  });
});
