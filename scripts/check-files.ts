import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const longest = 400;
const mostIgnores = 5;
const leastTestShare = 0.6;
const mostBytes = 1_000_000;
/** The models that Clade comes with, and nothing else, may be large. */
const large: ReadonlyMap<string, number> = new Map(
  ["en", "zh"].map((language) => [`lib/embedding/models/${language}.student`, 5_000_000]),
);

/** What no linter knows of the files git would commit: size, length, ignores, share of tests, catalogues, machine paths. */
export function checkFiles(root: string): string[] {
  const names = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root })
    .toString("utf8")
    .split("\n")
    .filter((name) => name !== "" && name !== "package-lock.json");
  const texts = new Map(names.filter(isText).map((name) => [name, read(join(root, name))]));
  return [
    ...tooLarge(root, names),
    ...tooLong(texts),
    ...ignores(texts),
    ...tooFewTests(texts),
    ...machinePaths(texts),
    ...catalogues(texts),
  ];
}

type Texts = ReadonlyMap<string, string>;

function isText(name: string): boolean {
  return /\.(ts|tsx|mjs|cjs|js|json|md|css)$/.test(name);
}

function isTest(name: string): boolean {
  return /\.(test|spec)\.tsx?$/.test(name) || /\/fixtures?\//.test(name);
}

function isSource(name: string): boolean {
  return /\.(ts|tsx|mjs|cjs)$/.test(name) && !isTest(name);
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function lines(text: string): number {
  return text.split("\n").length - 1;
}

function tooLarge(root: string, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const bytes = statSync(join(root, name), { throwIfNoEntry: false })?.size ?? 0;
    const most = large.get(name) ?? mostBytes;
    return bytes > most ? [`${name}: ${bytes} bytes, at most ${most}`] : [];
  });
}

function tooLong(texts: Texts): string[] {
  return [...texts]
    .filter(([name, text]) => /\.(ts|tsx|mjs|cjs)$/.test(name) && lines(text) > longest)
    .map(([name, text]) => `${name}: ${lines(text)} lines, at most ${longest}`);
}

function ignores(texts: Texts): string[] {
  const mark = new RegExp(["biome", "ignore"].join("-"), "g");
  const count = [...texts.values()].reduce((sum, text) => sum + (text.match(mark)?.length ?? 0), 0);
  return count > mostIgnores ? [`${count} lint ignores, at most ${mostIgnores}`] : [];
}

function tooFewTests(texts: Texts): string[] {
  let source = 0;
  let tests = 0;
  for (const [name, text] of texts) {
    if (isTest(name)) tests += lines(text);
    else if (isSource(name) && name.startsWith("lib/")) source += lines(text);
  }
  const share = tests / Math.max(1, source);
  return share < leastTestShare ? [`tests are ${share.toFixed(2)} of the source, at least ${leastTestShare}`] : [];
}

function machinePaths(texts: Texts): string[] {
  const path = /(^|[\s"'`(=])\/(work|root|home\/\w+|Users\/\w+)\//m;
  return [...texts].filter(([, text]) => path.test(text)).map(([name]) => `${name}: names a path of a machine`);
}

/** Both languages of a catalogue have the same keys with the same placeholders. */
function catalogues(texts: Texts): string[] {
  const problems: string[] = [];
  for (const [name, text] of texts) {
    if (!name.endsWith("/messages/en.json")) continue;
    const twin = name.replace(/en\.json$/, "zh.json");
    const en = flatten(JSON.parse(text));
    const zh = flatten(JSON.parse(texts.get(twin) ?? "{}"));
    for (const key of new Set([...en.keys(), ...zh.keys()])) {
      if (placeholders(en.get(key)) !== placeholders(zh.get(key)))
        problems.push(`${twin}: ${key} differs from ${name}`);
    }
    const source = [...texts].filter(([other]) => isSource(other)).map(([, t]) => t);
    for (const key of en.keys()) {
      const leaf = key.slice(key.lastIndexOf(".") + 1);
      if (!source.some((t) => t.includes(leaf))) problems.push(`${name}: ${key} is not used`);
    }
  }
  return problems;
}

/** Names in braces, however they are written out; the branches of a plural or a select ("=0 {Start}") are texts of their own. */
function placeholders(message: string | undefined): string {
  if (message === undefined) return "missing";
  const names = new Set<string>();
  readText(message, 0, names);
  return [...names].sort().join();
}

/** Where a text ends: at the brace that closes it, or with the message. */
function readText(message: string, from: number, names: Set<string>): number {
  let at = from;
  for (; at < message.length && message[at] !== "}"; at++)
    if (message[at] === "{") at = readArgument(message, at + 1, names);
  return at;
}

/** Where what begins behind a brace ends: at the brace that closes it. */
function readArgument(message: string, from: number, names: Set<string>): number {
  const [head = "", name = "", kind = ""] = /^(\w*)\s*(?:,\s*(\w+))?/.exec(message.slice(from)) ?? [];
  const hasBranches = kind === "plural" || kind === "select" || kind === "selectordinal";
  let at = from + head.length;
  if (name !== "" && (kind !== "" || message[at] === "}")) names.add(name);
  for (; at < message.length && message[at] !== "}"; at++)
    if (hasBranches && message[at] === "{") at = readText(message, at + 1, names);
  return at;
}

function flatten(value: unknown, prefix = "", into = new Map<string, string>()): Map<string, string> {
  for (const [key, child] of Object.entries(value as object)) {
    if (typeof child === "string") into.set(prefix + key, child);
    else flatten(child, `${prefix}${key}.`, into);
  }
  return into;
}
