import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { callOutgoing } from "../platform/outgoing.ts";
import { type CataloguedEncoder, catalogue } from "./catalogue.ts";
import { type DownloadContext, downloadEncoder } from "./download.ts";
import { type LocalServer, startServer } from "./fixtures/local-server.ts";

const model = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 251);
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const files = new Map<string, Uint8Array>([
  ["config.json", Buffer.from("{}")],
  ["tokenizer.json", Buffer.from('{"model": {}}')],
  ["tokenizer_config.json", Buffer.from("{}")],
  ["onnx/model_quantized.onnx", model],
]);

let server: LocalServer;
let folder: string;
/** What the hub was asked for: file and range. */
let asked: string[];
/** The model's connection is cut after so many bytes, as often as listed. */
let cuts: number[];
let ignoresRange: boolean;
beforeEach(async () => {
  [folder, asked, cuts, ignoresRange] = [mkdtempSync(join(tmpdir(), "clade-hub-")), [], [], false];
  server = await startServer((request, response) => {
    const name = decodeURI(request.url ?? "").replace("/maker/tiny/resolve/main/", "");
    const { range } = request.headers;
    asked.push(range ? `${name} ${range}` : name);
    const bytes = files.get(name);
    if (bytes === undefined) return void response.writeHead(404).end();
    const start = ignoresRange ? 0 : Number(/\d+/.exec(range ?? "0")?.[0]);
    if (start > bytes.length) return void response.writeHead(416).end();
    const rest = bytes.subarray(start);
    const ranged = start > 0 ? { "content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {};
    response.writeHead(start > 0 ? 206 : 200, { "content-length": rest.length, ...ranged });
    const cut = name.endsWith(".onnx") ? cuts.shift() : undefined;
    if (cut === undefined) return void response.end(rest);
    response.write(rest.subarray(0, cut), () => setTimeout(() => response.destroy(), 50));
  });
});
afterEach(() => server.close());

const encoder: CataloguedEncoder = {
  ...{ id: "tiny", repository: "maker/tiny", languages: "en", licence: "MIT", dimension: 8, maxTokens: 16 },
  ...{ pooling: "mean", prefix: "", megabytes: { fp32: 1, int8: 1 }, sha256: {}, help: { en: "", zh: "" } },
};

function context(change: Partial<DownloadContext> = {}): DownloadContext {
  return {
    get: (url, headers, signal) => callOutgoing(url, { headers, signal, allowedHosts: [server.host] }),
    hub: `http://${server.host}`,
    signal: new AbortController().signal,
    progress: () => undefined,
    waits: [1, 1, 1],
    ...change,
  };
}

it("goes on where the connection was cut, twice, and ends with the whole file", async () => {
  cuts = [100_000, 50_000];
  const progress: number[] = [];
  const shown = (file: string, bytes: number) => void (file.endsWith(".onnx") && progress.push(bytes));
  const hashes = await downloadEncoder(encoder, "int8", folder, context({ progress: shown }));
  expect(Buffer.from(model).equals(readFileSync(join(folder, "onnx/model_quantized.onnx")))).toBe(true);
  expect(hashes["onnx/model_quantized.onnx"]).toBe(sha256(model));
  const model_ = asked.filter((each) => each.includes(".onnx"));
  expect(model_).toHaveLength(3);
  expect(model_[1]).toMatch(/bytes=[1-9]\d*-$/);
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
  expect(readdirSync(join(folder, "onnx"))).toEqual(["model_quantized.onnx"]);
});

it("gives up after its tries, keeps what came, and a later call needs only the rest", async () => {
  cuts = [100_000, 0, 0, 0];
  const failed = downloadEncoder(encoder, "int8", folder, context());
  await expect(failed).rejects.toMatchObject({ code: "DOWNLOAD_FAILED", retry: true });
  asked = [];
  await downloadEncoder(encoder, "int8", folder, context());
  expect(asked.filter((each) => each.includes(".onnx"))).toEqual([expect.stringMatching(/bytes=[1-9]\d*-$/)]);
  expect(asked.some((each) => each.startsWith("config.json"))).toBe(false);
});

it("starts over where a server knows no ranges, or the part on disk is too long", async () => {
  cuts = [100_000];
  ignoresRange = true;
  await downloadEncoder(encoder, "int8", folder, context());
  expect(sha256(readFileSync(join(folder, "onnx/model_quantized.onnx")))).toBe(sha256(model));
  const other = mkdtempSync(join(tmpdir(), "clade-hub-"));
  ignoresRange = false;
  writeFileSync(join(other, "config.json.part"), "far too long to be the beginning of it");
  await downloadEncoder(encoder, "int8", other, context());
  expect(readFileSync(join(other, "config.json"), "utf8")).toBe("{}");
});

it("throws away a file that is not the pinned one, or not the one first seen", async () => {
  const pinned = { ...encoder, sha256: { "onnx/model_quantized.onnx": "0".repeat(64) } };
  await expect(downloadEncoder(pinned, "int8", folder, context())).rejects.toMatchObject({ code: "DOWNLOAD_DIFFERS" });
  expect(readdirSync(join(folder, "onnx"))).toEqual([]);
  await downloadEncoder(encoder, "int8", folder, context());
  const path = join(folder, "config.json");
  writeFileSync(path, '{"bent": true}');
  await expect(downloadEncoder(encoder, "int8", folder, context())).rejects.toThrow(/config\.json is not the file/);
});

it("says plainly that there is no network, and stops when told", async () => {
  const hub = "https://hub.invalid";
  await expect(downloadEncoder(encoder, "int8", folder, context({ hub }))).rejects.toThrow(
    /config\.json could not be downloaded from hub\.invalid: there is no way to it/,
  );
  const controller = new AbortController();
  controller.abort();
  const stopped = downloadEncoder(encoder, "int8", folder, context({ signal: controller.signal }));
  await expect(stopped).rejects.toMatchObject({ code: "CANCELLED" });
});

it("refuses a hub on a private address that no admin allowed", async () => {
  const get: DownloadContext["get"] = (url, headers, signal) =>
    callOutgoing(url, { headers, signal, allowedHosts: [] });
  const hub = "https://169.254.169.254";
  await expect(downloadEncoder(encoder, "int8", folder, context({ get, hub }))).rejects.toMatchObject({
    code: "ADDRESS_REFUSED",
  });
});

it("recommends encoders with everything a person needs to choose", () => {
  expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length);
  for (const { repository, dimension, megabytes, help, sha256: pins } of catalogue) {
    expect(repository).toMatch(/^[\w.-]+\/[\w.-]+$/);
    expect(dimension % 64).toBe(0);
    expect(megabytes.int8).toBeLessThan(megabytes.fp32);
    expect(help.en && help.zh).toBeTruthy();
    for (const pin of Object.values(pins)) expect(pin).toMatch(/^[0-9a-f]{64}$/);
  }
});
