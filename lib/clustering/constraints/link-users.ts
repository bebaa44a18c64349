import { CladeError } from "../../core/errors.ts";
import type { Localised } from "../../core/localised.ts";
import { maskId } from "../../core/mask-id.ts";
import type { PairRule } from "../rules-schema.ts";

/** Rows that go together whatever their values, and which of these units are to be in different clusters. */
export interface LinkedRows {
  /** Every row that a rule speaks of stands in one unit; a unit may be one row. */
  readonly units: readonly (readonly number[])[];
  /** Places in `units`, each two once. */
  readonly apart: readonly (readonly [number, number])[];
}

export interface LinkedUsers extends LinkedRows {
  readonly notes: readonly Localised[];
}

/**
 * Pairs as units: "together" is closed over what it links (Wagstaff et al. 2001, ICML), so that whoever is together with the
 * same user is together. Pairs of users who are not in the data, or in a fixed segment, are left out and said.
 * @throws BAD_CONFIG at the pair that contradicts others, naming the users.
 */
export function linkUsers(
  pairs: readonly PairRule[],
  ids: readonly string[],
  isFixed: (row: number) => boolean,
): LinkedUsers {
  const usersOf = (pair: PairRule) => ("together" in pair ? pair.together : pair.apart);
  const wanted = new Set(pairs.flatMap(usersOf));
  const rowOf = new Map<string, number>();
  for (const [row, id] of ids.entries()) if (wanted.has(id)) rowOf.set(id, row);
  const strangers = [...wanted].filter((id) => !rowOf.has(id));
  let fixed = 0;
  const links = pairs.flatMap((pair, at) => {
    const [a, b] = usersOf(pair).map((id) => rowOf.get(id));
    if (a === undefined || b === undefined) return [];
    if (isFixed(a) || isFixed(b)) {
      fixed++;
      return [];
    }
    return [{ a, b, at, isTogether: "together" in pair }];
  });

  const parent = new Map<number, number>();
  for (const { a, b } of links) for (const row of [a, b]) parent.set(row, row);
  const root = (row: number): number => {
    let at = row;
    for (let next = parent.get(at) ?? at; next !== at; next = parent.get(at) ?? at) {
      parent.set(at, parent.get(next) ?? next);
      at = next;
    }
    return at;
  };
  for (const { a, b, isTogether } of links)
    if (isTogether) parent.set(Math.max(root(a), root(b)), Math.min(root(a), root(b)));

  const units = new Map<number, number[]>();
  for (const row of [...parent.keys()].sort((a, b) => a - b)) {
    const unit = units.get(root(row));
    if (unit) unit.push(row);
    else units.set(root(row), [row]);
  }
  const placeOf = new Map([...units.keys()].map((row, place) => [row, place]));
  const apart = new Map<string, readonly [number, number]>();
  for (const { a, b, at, isTogether } of links) {
    if (isTogether) continue;
    if (root(a) === root(b)) throw contradiction(at, ids[a] ?? "", ids[b] ?? "");
    const [one = 0, other = 0] = [root(a), root(b)].map((row) => placeOf.get(row) ?? 0).sort((x, y) => x - y);
    apart.set(`${one} ${other}`, [one, other]);
  }
  return {
    units: [...units.values()],
    apart: [...apart.values()].sort(([a, b], [c, d]) => a - c || b - d),
    notes: [...strangersNote(strangers), ...fixedNote(fixed)],
  };
}

/** The same over some of the rows, renumbered; units of none of them are left out with what they are apart from. */
export function linksAmong({ units, apart }: LinkedRows, numberOf: (row: number) => number): LinkedRows {
  const kept: number[][] = [];
  const places = units.map((rows) => {
    const own = rows.map(numberOf).filter((row) => row >= 0);
    return own.length > 0 ? kept.push(own) - 1 : -1;
  });
  return {
    units: kept,
    apart: apart.flatMap(([a, b]) => {
      const [one = -1, other = -1] = [places[a], places[b]];
      return one >= 0 && other >= 0 ? [[one, other] as const] : [];
    }),
  };
}

const told = 3;

function strangersNote(strangers: readonly string[]): Localised[] {
  if (strangers.length === 0) return [];
  const some = strangers.slice(0, told).map(maskId);
  const more = strangers.length > told ? "…" : "";
  const isOne = strangers.length === 1;
  return [
    {
      en: `${strangers.length} ${isOne ? "user of the pairs is" : "users of the pairs are"} not in these data, so ${isOne ? "that user's pairs" : "their pairs"} say nothing: ${some.join(", ")}${more}.`,
      zh: `配对规则中有 ${strangers.length} 位用户不在数据中，相关配对不起作用：${some.join("、")}${more}。`,
    },
  ];
}

function fixedNote(pairs: number): Localised[] {
  if (pairs === 0) return [];
  return [
    {
      en: `${pairs} ${pairs === 1 ? "pair has" : "pairs have"} a user of a fixed segment: the fixed segment decides.`,
      zh: `${pairs} 条配对涉及固定人群中的用户，以固定人群为准。`,
    },
  ];
}

function contradiction(at: number, a: string, b: string): CladeError {
  const [one, other] = [maskId(a), maskId(b)];
  const problem = {
    en: `${one} and ${other} are to be apart, but other pairs put them together`,
    zh: `${one} 与 ${other} 要求分开，但其他配对要求他们在一起`,
  };
  return new CladeError("BAD_CONFIG", { path: `clustering.pairs[${at}].apart`, problem });
}
