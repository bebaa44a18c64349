import { expect, it } from "vitest";
import { callOutgoing } from "../../platform/outgoing.ts";
import { startServer } from "../fixtures/local-server.ts";
import { endpoint, type Post } from "./endpoint.ts";
import { previewEndpoint } from "./endpoint-preview.ts";

/** Answers [length of the text, 1], in whatever order; the status codes given come first. */
async function serve(
  trouble: readonly (readonly [status: number, headers?: Record<string, string>])[] = [],
  bend = same,
) {
  const bodies: { model: string; input: string[] }[] = [];
  const left = [...trouble];
  const server = await startServer(async (request, response, body) => {
    const [status, headers] = left.shift() ?? [200];
    if (request.url !== "/v1/embeddings" || request.headers.authorization !== "Bearer secret") {
      return void response.writeHead(401).end('{"error": {"message": "no key"}}');
    }
    if (status !== 200) return void response.writeHead(status, headers).end("busy");
    bodies.push(JSON.parse(body));
    const { input } = JSON.parse(body) as { input: string[] };
    const data = input.map((text, index) => ({ index, embedding: [text.length, 1] })).reverse();
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(bend({ data })));
  });
  const post: Post = (url, headers, body, signal) =>
    callOutgoing(url, { method: "POST", headers, body, allowedHosts: [server.host], ...(signal && { signal }) });
  const params = { baseUrl: `http://${server.host}/v1/`, model: "m", key: "secret", post, waits: [1, 1] };
  return { server, bodies, params };
}

function same(answer: object): object {
  return answer;
}

it("sends each text once, in batches, and puts vectors where they belong, normalised", async () => {
  const { server, bodies, params } = await serve();
  const encoder = await endpoint.load({ ...params, batchSize: 2 });
  const { data, rows, cols } = await encoder.encode(["aaa", "b", "aaa", "cc"]);
  expect([rows, cols]).toEqual([4, 2]);
  expect(data.subarray(0, 2)).toEqual(data.subarray(4, 6));
  expect(data[0]).toBeCloseTo(3 / Math.sqrt(10), 6);
  expect(data[2]).toBeCloseTo(1 / Math.sqrt(2), 6);
  // The first call asked how long a vector is.
  expect(bodies.slice(1).map(({ input }) => input)).toEqual([["aaa", "b"], ["cc"]]);
  await server.close();
});

it("tries again when the server is busy, as late as it asks", async () => {
  const { server, params } = await serve([[429, { "retry-after": "0.2" }], [503]]);
  const encoder = await endpoint.load({ ...params, dimension: 2 });
  const started = performance.now();
  expect((await encoder.encode(["abc"])).rows).toBe(1);
  expect(performance.now() - started).toBeGreaterThan(190);
  await server.close();
});

it("gives up with the server's word", async () => {
  const { server, params } = await serve([[500], [500], [500]]);
  await expect(endpoint.load(params)).rejects.toThrow(/endpoint .* gave no vectors: it answers with status 500/);
  const wrongKey = endpoint.load({ ...params, key: "other" });
  await expect(wrongKey).rejects.toThrow("it answers with status 401: no key");
  await server.close();
  await expect(endpoint.load(params)).rejects.toMatchObject({ code: "ENDPOINT_FAILED", retry: true });
});

it.each([
  ["no data", () => ({})],
  ["too few vectors", () => ({ data: [] })],
  ["an index of no text", () => ({ data: [{ index: 7, embedding: [1, 2] }] })],
  ["a vector of words", () => ({ data: [{ index: 0, embedding: ["1", "2"] }] })],
])("refuses an answer with %s", async (_, answer) => {
  const { server, params } = await serve([], answer);
  await expect(endpoint.load(params)).rejects.toMatchObject({ code: "ENDPOINT_FAILED" });
  await server.close();
});

it("refuses vectors of another length than the first", async () => {
  const { server, params } = await serve();
  const encoder = await endpoint.load({ ...params, dimension: 3 });
  await expect(encoder.encode(["abc"])).rejects.toThrow("a vector has 2 numbers, not 3");
  await server.close();
});

it("shows what would be sent, to the letter, and what it costs, without sending", async () => {
  const { server, bodies, params } = await serve();
  const texts = ["好评好评", "abcdef", "好评好评"];
  const preview = previewEndpoint(texts, { ...params, batchSize: 1 }, 20);
  expect(preview).toMatchObject({ host: server.host, texts: 2, requests: 2, characters: 10, tokens: 10 });
  expect(preview.cost).toBeCloseTo(0.0002, 9);
  expect(bodies).toEqual([]);
  const encoder = await endpoint.load({ ...params, dimension: 2, batchSize: 1 });
  await encoder.encode(texts);
  expect(JSON.stringify(bodies[0])).toBe(preview.firstBody);
  await server.close();
});

it("stops when told", async () => {
  const { server, params } = await serve([[503], [503]]);
  const controller = new AbortController();
  const encoder = await endpoint.load({ ...params, dimension: 2, waits: [60_000] });
  const encoding = encoder.encode(["abc"], { signal: controller.signal });
  setTimeout(() => controller.abort(), 50);
  await expect(encoding).rejects.toMatchObject({ code: "CANCELLED" });
  await server.close();
});
