import { cpSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tinyFolder } from "../embedding/onnx/fixtures/tiny-bert.ts";
import { TextConfig } from "../embedding/schema.ts";
import { noModels } from "./fixtures/no-models.ts";
import { findTextSource } from "./text-source.ts";

let shared: string;
beforeAll(() => {
  shared = mkdtempSync(join(tmpdir(), "clade-source-"));
  renameSync(tinyFolder(), join(shared, "tiny"));
});
afterAll(() => rmSync(shared, { recursive: true, force: true }));

const wish = (config: object) => TextConfig.parse(config);
const house = () => ({ ...noModels, places: { own: undefined, shared }, vectorsFolder: "/kept" });

describe("findTextSource", () => {
  test("an encoder that learns from the texts needs nothing", async () => {
    const found = await findTextSource(wish({ encoder: "tf-idf", model: "tiny" }), house());
    expect(found).toEqual({ text: { model: null, endpoint: null }, resources: {}, bytes: 0 });
  });

  test("a model is found by its name; what its vectors depend on is its bytes, not its place", async () => {
    const asked = wish({ encoder: "onnx", model: "tiny", precision: "fp32" });
    const { text, resources } = await findTextSource(asked, house());
    expect(text.model).toEqual({ name: "tiny", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(resources).toMatchObject({ modelFolder: join(shared, "tiny"), vectorsFolder: "/kept" });
    const copy = join(shared, "elsewhere");
    cpSync(join(shared, "tiny"), join(copy, "tiny"), { recursive: true });
    const moved = await findTextSource(asked, { ...house(), places: { own: copy, shared: undefined } });
    expect(moved.text).toEqual(text);
  });

  test("a path is one on the command line, and a name like any other in the house", async () => {
    const asked = wish({ encoder: "student", model: "./tiny" });
    const host = { ...noModels, from: shared };
    expect((await findTextSource(asked, host)).resources.modelFolder).toBe(join(shared, "tiny"));
    await expect(findTextSource(asked, house())).rejects.toMatchObject({ code: "MODEL_MISSING" });
    const climbing = wish({ encoder: "onnx", model: `../${dirname(shared)}/tiny` });
    await expect(findTextSource(climbing, house())).rejects.toMatchObject({ code: "MODEL_MISSING" });
  });

  test("a student without a model learns from the bundled one; a pre-trained encoder has to be named", async () => {
    expect((await findTextSource(wish({ encoder: "student" }), noModels)).text.model).toBeNull();
    await expect(findTextSource(wish({ encoder: "onnx" }), noModels)).rejects.toMatchObject({ code: "BAD_CONFIG" });
  });

  test("an endpoint's key goes to the stage and into no key or receipt", async () => {
    const endpoint = { baseUrl: "https://texts.test/v1", model: "small", key: "secret", price: undefined };
    const host = { ...noModels, settings: { ...noModels.settings, endpoint } };
    const { text, resources } = await findTextSource(wish({ encoder: "endpoint" }), host);
    expect(text).toEqual({ model: null, endpoint: { baseUrl: "https://texts.test/v1", model: "small" } });
    expect(resources.endpointKey).toBe("secret");
    await expect(findTextSource(wish({ encoder: "endpoint" }), noModels)).rejects.toMatchObject({
      code: "NO_ENDPOINT",
    });
  });
});
