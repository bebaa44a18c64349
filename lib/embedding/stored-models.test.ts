import { mkdirSync, mkdtempSync, readFileSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { catalogue } from "./catalogue.ts";
import { startServer } from "./fixtures/local-server.ts";
import { tinyFolder } from "./onnx/fixtures/tiny-bert.ts";
import { downloadModel, findModel, modelSettings } from "./stored-models.ts";

const never = new AbortController().signal;

it("finds a model by its path, then by its name in CLADE_MODELS, then among the downloads", () => {
  const folder = tinyFolder();
  const data = mkdtempSync(join(tmpdir(), "clade-data-"));
  const settings = modelSettings({ CLADE_MODELS: dirname(folder), CLADE_DATA: data });
  expect(findModel(folder, folder, settings)).toBe(folder);
  expect(findModel("tiny", join(data, "tiny"), settings)).toBe(folder);
  const other = tinyFolder();
  mkdirSync(join(data, "models"));
  renameSync(other, join(data, "models", "mine"));
  expect(findModel("mine", join(data, "mine"), settings)).toBe(join(data, "models", "mine"));
  for (const name of ["none", "..", "../tiny", ""]) {
    expect(() => findModel(name, join(data, "nothing"), settings)).toThrow(/is not on this machine/);
  }
});

it("downloads from the mirror that the settings name, into the data folder", async () => {
  const [encoder] = catalogue.filter(({ sha256 }) => Object.keys(sha256).length === 0);
  const model = tinyFolder();
  const server = await startServer((request, response) => {
    const name = (request.url ?? "").replace(`/hub/${encoder?.repository}/resolve/main/`, "");
    try {
      response.end(readFileSync(join(model, name === "onnx/model_quantized.onnx" ? "onnx/model.onnx" : name)));
    } catch {
      response.writeHead(404).end();
    }
  });
  const data = mkdtempSync(join(tmpdir(), "clade-data-"));
  const variables = {
    CLADE_DATA: data,
    CLADE_MODEL_HUB: `http://${server.host}/hub/`,
    CLADE_ALLOWED_HOSTS: server.host,
  };
  const settings = modelSettings(variables);
  const folder = await downloadModel(encoder?.id ?? "", "int8", settings, never, () => undefined);
  expect(folder).toBe(join(data, "models", encoder?.id ?? ""));
  expect(findModel(encoder?.id ?? "", "", settings)).toBe(folder);
  await server.close();

  const closed = modelSettings({ ...variables, CLADE_ALLOWED_HOSTS: "", CLADE_DATA: join(data, "other") });
  const refused = downloadModel(encoder?.id ?? "", "int8", closed, never, () => undefined);
  await expect(refused).rejects.toMatchObject({ code: "ADDRESS_REFUSED" });
  await expect(downloadModel("unknown", "int8", settings, never, () => undefined)).rejects.toMatchObject({
    code: "MODEL_MISSING",
  });
});
