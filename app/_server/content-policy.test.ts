import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { contentPolicy } from "./content-policy.ts";

function directives(path: string): ReadonlyMap<string, string> {
  const policy = contentPolicy({ nonce: "bm9uY2U=", path, isDevelopment: false });
  return new Map(policy.split("; ").map((part) => part.split(/ (.*)/, 2) as [string, string]));
}

test("scripts come from our files or carry the nonce; no plug-in, no frame, no foreign form", () => {
  const policy = directives("/runs");
  expect(policy.get("script-src")).toBe("'self' 'nonce-bm9uY2U=' 'unsafe-eval'");
  expect(policy.get("object-src")).toBe("'none'");
  expect(policy.get("frame-ancestors")).toBe("'none'");
  expect(policy.get("form-action")).toBe("'self'");
  expect(policy.get("base-uri")).toBe("'self'");
});

const doors = readdirSync(fileURLToPath(new URL("../[locale]/(doors)", import.meta.url)), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

test.each(doors)("nothing is compiled where somebody is not signed in yet: /%s", (door) => {
  for (const path of [`/${door}`, `/zh/${door}`, `/en/${door}/`])
    expect(directives(path).get("script-src"), path).not.toContain("unsafe-eval");
});

test("a page that only looks like a door is none", () => {
  for (const path of ["/", "/zh", "/runs/reset", "/segments/sign-in"])
    expect(directives(path).get("script-src"), path).toContain("unsafe-eval");
});
