import { beforeAll, describe, expect, test } from "vitest";
import { checkOrigin } from "./check-origin.ts";

beforeAll(() => {
  // Read once a process, by the first who asks.
  process.env.DATABASE_URL = "postgresql://nowhere/clade";
  process.env.CLADE_SECRET = "0123456789abcdef0123456789abcdef";
  process.env.CLADE_BASE_URL = "https://clade.shop.example";
});

function isLetIn(method: string, headers: Record<string, string>, url = "http://10.0.0.5:3000/api/v1/runs"): boolean {
  const request = new Request(url, { method, headers: { host: "10.0.0.5:3000", ...headers } });
  try {
    checkOrigin(request);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: "FOREIGN_ORIGIN" });
    return false;
  }
}

const own = { "sec-fetch-site": "same-origin", origin: "https://clade.shop.example" };

describe("a mutation by a browser's cookie", () => {
  test("comes from the configured address, or from the very host that it was sent to", () => {
    expect(isLetIn("POST", own)).toBe(true);
    expect(isLetIn("DELETE", { ...own, origin: "http://10.0.0.5:3000" })).toBe(true);
    // Behind a proxy that ends TLS.
    expect(isLetIn("POST", { ...own, origin: "https://10.0.0.5:3000" })).toBe(true);
  });

  test.each([
    ["another site", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
    ["another site that claims nothing but its origin", { origin: "https://evil.example" }],
    ["a sibling on the same domain", { "sec-fetch-site": "same-site", origin: "https://blog.shop.example" }],
    ["a name that only begins like ours", { origin: "https://clade.shop.example.evil.example" }],
    ["our name on another port", { origin: "https://clade.shop.example:8443" }],
    ["our name without TLS", { origin: "http://clade.shop.example" }],
    ["a sandboxed frame", { "sec-fetch-site": "same-origin", origin: "null" }],
    [
      "a page that lies in one of two headers",
      { "sec-fetch-site": "cross-site", origin: "https://clade.shop.example" },
    ],
    ["nobody knows where", {}],
    ["an address bar", { "sec-fetch-site": "none" }],
  ])("is refused from %s", (_, headers: Record<string, string>) => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) expect(isLetIn(method, headers)).toBe(false);
  });
});

describe("reading", () => {
  test("needs no origin: a link, a bookmark, a download", () => {
    expect(isLetIn("GET", {})).toBe(true);
    expect(isLetIn("GET", { "sec-fetch-site": "none" })).toBe(true);
    expect(isLetIn("HEAD", { "sec-fetch-site": "same-origin" })).toBe(true);
  });

  test("is refused to another site's page, that would see sizes and times", () => {
    expect(isLetIn("GET", { "sec-fetch-site": "cross-site" })).toBe(false);
    expect(isLetIn("GET", { origin: "https://evil.example" })).toBe(false);
    expect(isLetIn("OPTIONS", { "sec-fetch-site": "cross-site", origin: "https://evil.example" })).toBe(false);
  });
});

describe("a program with a key", () => {
  test("is not asked, as no browser sends one by itself", () => {
    expect(isLetIn("POST", { authorization: "Bearer clade_0123" })).toBe(true);
    expect(isLetIn("POST", { authorization: "bearer x", origin: "https://evil.example" })).toBe(true);
  });

  test("is one by that scheme alone: a browser does send Basic by itself", () => {
    expect(isLetIn("POST", { authorization: "Basic dTpw" })).toBe(false);
    expect(isLetIn("POST", { authorization: "Bearerish x" })).toBe(false);
  });
});

test("the host asked is the header's, which cookies go by; without one that of the address", () => {
  const request = new Request("http://192.168.1.2:3000/x", {
    method: "POST",
    headers: { origin: "http://192.168.1.2:3000", "sec-fetch-site": "same-origin" },
  });
  expect(() => checkOrigin(request)).not.toThrow();
});
