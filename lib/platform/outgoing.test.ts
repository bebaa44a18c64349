import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { callOutgoing, checkAddress } from "./outgoing.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close().closeAllConnections());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function text(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

describe("an address", () => {
  it.each([
    ...["https://127.0.0.1/", "https://10.1.2.3/", "https://172.31.0.1/", "https://192.168.1.1/x"],
    ...["https://169.254.169.254/latest/meta-data", "https://100.64.0.1/", "https://0.0.0.0/", "https://0x7f000001/"],
    ...[
      "https://2130706433/",
      "https://[::1]/",
      "https://[::ffff:127.0.0.1]/",
      "https://[fe80::1]/",
      "https://[fd00::1]/",
    ],
    ...[
      "http://example.com/",
      "ftp://example.com/",
      "file:///etc/passwd",
      "https://me:secret@example.com/",
      "no address",
    ],
  ])("%s is refused", (address) => {
    expect(() => checkAddress(address, [])).toThrow(expect.objectContaining({ code: "ADDRESS_REFUSED" }));
  });

  it.each(["https://example.com/a", "https://8.8.8.8/", "https://[2606:4700::1111]/"])("%s is fine", (address) => {
    expect(checkAddress(address, []).href).toBe(address);
  });

  it("is fine where an admin allows its host, by name or with its port, but never another scheme", () => {
    expect(checkAddress("http://models.local:8080/x", ["models.local"]).port).toBe("8080");
    expect(checkAddress("http://10.0.0.1:80/", ["10.0.0.1"]).hostname).toBe("10.0.0.1");
    expect(() => checkAddress("http://models.local:81/", ["models.local:8080"])).toThrow("does not begin with https");
    expect(() => checkAddress("ftp://models.local/", ["models.local"])).toThrow("does not begin with https");
  });
});

describe("a call", () => {
  it("is refused when a name resolves to this machine, at the moment of connecting", async () => {
    await expect(callOutgoing("https://localhost/", { allowedHosts: [] })).rejects.toMatchObject({
      code: "ADDRESS_REFUSED",
    });
  });

  it("follows redirects, but never to a closed address", async () => {
    const seen: (string | undefined)[] = [];
    const target = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end("here");
    });
    const start = await serve((request, response) => {
      const location = request.url === "/inside" ? "https://169.254.169.254/" : `http://${target}/`;
      response.writeHead(302, { location }).end();
    });
    const allowedHosts = [start, target];
    const headers = { authorization: "Bearer secret" };
    const answer = await callOutgoing(`http://${start}/`, { headers, allowedHosts });
    expect([answer.status, await text(answer.body)]).toEqual([200, "here"]);
    // What is secret goes to the first host alone.
    expect(seen).toEqual([undefined]);
    await expect(callOutgoing(`http://${start}/inside`, { allowedHosts })).rejects.toThrow("private address");
    await expect(callOutgoing(`http://${start}/`, { allowedHosts: [start] })).rejects.toMatchObject({
      code: "ADDRESS_REFUSED",
    });
    const post = callOutgoing(`http://${start}/`, { method: "POST", body: "{}", allowedHosts });
    await expect(post).rejects.toThrow("a redirect, which is not followed");
  });

  it("ends a circle of redirects, and a body that is cut ends with an error", async () => {
    const circle = await serve((_, response) => response.writeHead(301, { location: "/again" }).end());
    await expect(callOutgoing(`http://${circle}/`, { allowedHosts: [circle] })).rejects.toThrow("more than 5 times");
    const cut = await serve((_, response) => {
      response.writeHead(200, { "content-length": 100 });
      response.write("some", () => setTimeout(() => response.destroy(), 20));
    });
    const answer = await callOutgoing(`http://${cut}/`, { allowedHosts: [cut] });
    await expect(text(answer.body)).rejects.toThrow();
  });
});
