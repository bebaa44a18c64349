import { mkdtempSync, readFileSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { findEncoder } from "./catalogue.ts";
import { startServer } from "./fixtures/local-server.ts";
import { tinyFolder } from "./onnx/fixtures/tiny-bert.ts";
import { type EncoderPlaces, fetchModel, findModel } from "./stored-encoders.ts";

const never = new AbortController().signal;
const newFolder = () => mkdtempSync(join(tmpdir(), "clade-models-"));
const places = (...folders: string[]): EncoderPlaces => ({ folders, hub: "https://hub.invalid", allowedHosts: [] });

it("finds a model by its path, then by its name in one folder after the other", () => {
  const folder = tinyFolder();
  const own = newFolder();
  renameSync(tinyFolder(), join(own, "mine"));
  const both = places(dirname(folder), own);
  expect(findModel(folder, folder, both)).toBe(folder);
  expect(findModel("tiny", join(own, "tiny"), both)).toBe(folder);
  expect(findModel("mine", join(folder, "mine"), both)).toBe(join(own, "mine"));
  for (const name of ["none", "..", "../tiny", ""]) {
    expect(() => findModel(name, join(own, "nothing"), both)).toThrow(/is not on this machine/);
  }
});

it("fetches a catalogued encoder from the mirror, into the last folder, and finds it there", async () => {
  const id = "gte-small";
  const model = tinyFolder();
  const prefix = `/hub/${findEncoder(id)?.repository}/resolve/main/`;
  const server = await startServer((request, response) => {
    const name = (request.url ?? "").replace(prefix, "").replace("model_quantized", "model");
    try {
      response.end(readFileSync(join(model, name)));
    } catch {
      response.writeHead(404).end();
    }
  });
  const own = newFolder();
  const mirror = { folders: ["elsewhere", own], hub: `http://${server.host}/hub`, allowedHosts: [server.host] };
  expect(await fetchModel(id, "int8", mirror, never, () => undefined)).toBe(join(own, id));
  expect(findModel(id, "", mirror)).toBe(join(own, id));
  const closed = { ...mirror, folders: [newFolder()], allowedHosts: [] };
  await expect(fetchModel(id, "int8", closed, never, () => undefined)).rejects.toMatchObject({
    code: "ADDRESS_REFUSED",
  });
  await server.close();
  await expect(fetchModel("unknown", "int8", mirror, never, () => undefined)).rejects.toMatchObject({
    code: "MODEL_MISSING",
  });
});
