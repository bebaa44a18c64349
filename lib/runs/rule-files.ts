import { existsSync, readFileSync } from "node:fs";
import { CladeError } from "../core/errors.ts";

type Entries = Readonly<Record<string, unknown>>;

/**
 * A config as a person writes it for the command line, with the files that its rules name read into it: `users` of a fixed segment
 * (a CSV whose first column holds ids) and `pairs` (columns together or apart, user, user). What is no name of a file is left for the schema.
 * place: finds a file that the config names. @throws FILE_NOT_FOUND, BAD_CONFIG
 */
export function inlineRuleFiles(config: unknown, place: (file: string) => string): unknown {
  if (!isEntries(config) || !isEntries(config.clustering)) return config;
  const { fixed, pairs, ...clustering } = config.clustering;
  return {
    ...config,
    clustering: {
      ...clustering,
      ...(fixed === undefined
        ? {}
        : { fixed: Array.isArray(fixed) ? fixed.map((one) => inlineUsers(one, place)) : fixed }),
      ...(pairs === undefined ? {} : { pairs: typeof pairs === "string" ? readPairs(place(pairs)) : pairs }),
    },
  };
}

function inlineUsers(one: unknown, place: (file: string) => string): unknown {
  if (!isEntries(one) || typeof one.users !== "string") return one;
  const [first, ...rows] = readCells(place(one.users));
  const ids = [...(isHeader(first?.[0]) ? [] : [first]), ...rows].flatMap((row) => row?.[0] || []);
  return { ...one, users: [...new Set(ids)] };
}

const headers: ReadonlySet<string> = new Set(["user_id", "user", "customer_id", "customerid", "customer", "id"]);

function isHeader(cell: string | undefined): boolean {
  return cell !== undefined && headers.has(cell.toLowerCase());
}

function readPairs(path: string): unknown[] {
  const rows = readCells(path);
  const known: ReadonlySet<string | undefined> = new Set(["together", "apart"]);
  const body = known.has(rows[0]?.[0]?.toLowerCase()) ? rows : rows.slice(1);
  return body.map(([kind = "", a = "", b = ""], at) => {
    const rule = kind.toLowerCase();
    if (known.has(rule) && a !== "" && b !== "") return { [rule]: [a, b] };
    const line = at + 1 + rows.length - body.length;
    throw new CladeError("BAD_CONFIG", {
      path: "clustering.pairs",
      problem: {
        en: `row ${line} of the file is not “together” or “apart” and two users`,
        zh: `文件第 ${line} 行不是“together”或“apart”加两位用户`,
      },
    });
  });
}

/** Rows that hold something; quotes around a cell are taken off, doubled ones within it are one. */
function readCells(path: string): string[][] {
  if (!existsSync(path)) throw new CladeError("FILE_NOT_FOUND", { file: path });
  const text = readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== "");
  return lines.map((line) => [...line.matchAll(/(?:^|[,;\t])\s*(?:"((?:[^"]|"")*)"|([^,;\t]*))/g)].map(cellOf));
}

function cellOf([, quoted, plain]: RegExpMatchArray): string {
  return (quoted?.replaceAll('""', '"') ?? plain ?? "").trim();
}

function isEntries(value: unknown): value is Entries {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
