import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createDataFolder, dataFolder, readOrCreate, writePrivately } from "./data-folder.ts";
import { readEnv, readPort } from "./env.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "clade-env-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const secret = "0123456789abcdef0123456789abcdef";

function read(variables: Record<string, string>) {
  return readEnv({ NODE_ENV: "test", CLADE_DATA: folder, ...variables });
}

test("defaults: port 3000, links to localhost, no Redis", () => {
  const env = read({ DATABASE_URL: "postgresql://db/clade", CLADE_SECRET: secret });
  expect(env).toMatchObject({ port: 3000, baseUrl: "http://localhost:3000", redisUrl: undefined, isProduction: false });
  expect(env.dataFolder.uploads).toBe(join(folder, "uploads"));
});

test("the base URL loses its slash, so that paths can be put behind it", () => {
  const variables = { DATABASE_URL: "postgresql://db/clade", CLADE_SECRET: secret };
  expect(read({ ...variables, CLADE_BASE_URL: "https://clade.shop.example/" }).baseUrl).toBe(
    "https://clade.shop.example",
  );
  expect(read({ ...variables, PORT: "8080" }).baseUrl).toBe("http://localhost:8080");
});

test("without a secret, or with a short one, it refuses", () => {
  expect(() => read({ DATABASE_URL: "postgresql://db/clade" })).toThrow("CLADE_SECRET");
  expect(() => read({ DATABASE_URL: "postgresql://db/clade", CLADE_SECRET: "short" })).toThrow("32");
});

test("what the starter left is taken where the environment says nothing", () => {
  expect(() => read({})).toThrow("DATABASE_URL");
  writePrivately(dataFolder(folder).connection, JSON.stringify({ databaseUrl: "postgresql://left/clade", secret }));
  expect(read({})).toMatchObject({ databaseUrl: "postgresql://left/clade", secret });
  expect(read({ DATABASE_URL: "postgresql://given/clade" })).toMatchObject({ databaseUrl: "postgresql://given/clade" });
});

test("a port is a whole number from 1 to 65535", () => {
  expect(readPort(undefined)).toBe(3000);
  expect(readPort("65535")).toBe(65_535);
  for (const wrong of ["0", "65536", "80.5", "http", "-1"]) expect(() => readPort(wrong)).toThrow("PORT");
});

test("secrets are made once, whole, and for their owner's eyes", () => {
  createDataFolder(dataFolder(folder));
  const path = join(folder, "secret");
  expect(readOrCreate(path, () => "first")).toBe("first");
  expect(readOrCreate(path, () => "second")).toBe("first");
  expect(statSync(path).mode & 0o777).toBe(0o600);
});
