import { expect, it } from "vitest";
import { encodeModel } from "../../nn/onnx/encode.ts";
import { checkModelFolder } from "./check-folder.ts";
import { tinyBert, tinyFolder } from "./fixtures/tiny-bert.ts";

const never = new AbortController().signal;

it("says what a good folder is", async () => {
  const checked = await checkModelFolder(tinyFolder(), "fp32", never);
  expect(checked).toMatchObject({ name: "tiny", dimension: 8, maxTokens: 16 });
  expect(checked.sha256).toMatch(/^[0-9a-f]{64}$/);
});

it("hands a refusal on", async () => {
  const model = tinyBert();
  const models = { "onnx/model.onnx": encodeModel({ ...model, graph: { ...model.graph, inputs: [] } }) };
  await expect(checkModelFolder(tinyFolder({ models }), "fp32", never)).rejects.toThrow("no input “input_ids”");
});

it("outlives a process that has too little memory, or time, and can be cancelled", async () => {
  const folder = tinyFolder();
  const check = (megabytes: number, milliseconds: number, signal = never) =>
    checkModelFolder(folder, "fp32", signal, { megabytes, milliseconds });
  await expect(check(16, 3000)).rejects.toThrow(/onnx\/model\.onnx is refused: loading it ends its process/);
  await expect(check(3072, 1)).rejects.toThrow("loading it ends its process (SIGKILL)");
  await expect(check(3072, 60_000, AbortSignal.abort())).rejects.toMatchObject({ code: "CANCELLED" });
});
