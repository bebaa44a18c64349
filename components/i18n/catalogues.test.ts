import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { catalogues } from "./catalogues.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const source = ["components", "app"]
  .flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
  )
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\./.test(name))
  .map((name) => readFileSync(root + name, "utf8"))
  .join("\n");

/** Every message as [path within its room, text]. */
function flatten(value: object, prefix = ""): [string, string][] {
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) =>
    typeof child === "string"
      ? [[prefix + key, child] as [string, string]]
      : flatten(child as object, `${prefix}${key}.`),
  );
}

/** Asked for by its path, as a value of a table of paths, or through a template such as `role.${role}`. */
function isUsed(path: string): boolean {
  if (source.includes(`"${path}"`)) return true;
  const dot = path.lastIndexOf(".");
  const leaf = path.slice(dot + 1);
  return (
    dot > 0 &&
    (source.includes(`\`${path.slice(0, dot)}.\${`) || source.includes(`.${path}`) || source.includes(`"${leaf}"`))
  );
}

describe.each(Object.keys(catalogues.en) as (keyof typeof catalogues.en)[])("the texts of %s", (room) => {
  const en = flatten(catalogues.en[room]);
  const zh = new Map(flatten(catalogues.zh[room]));

  it("are there in both languages", () => {
    expect([...zh.keys()].sort()).toEqual(en.map(([path]) => path).sort());
  });

  it("are all used", () => {
    expect(en.map(([path]) => path).filter((path) => !isUsed(path) && !source.includes(`.${path}`))).toEqual([]);
  });

  it("end no sentence with an exclamation mark", () => {
    expect([...en.map(([, text]) => text), ...zh.values()].filter((text) => /[!！]/.test(text))).toEqual([]);
  });

  it("are Chinese where they are Chinese: no ASCII comma, colon or question mark between characters", () => {
    const mixed = [...zh.values()].filter((text) => /[\u4e00-\u9fff][,:;?][\u4e00-\u9fff]/.test(text));
    expect(mixed).toEqual([]);
  });
});
