import { sqlName, sqlText } from "../../platform/duckdb.ts";
import type { ColumnRole, ResolvedTable, SetAsideReason } from "../schema.ts";
import { idSql } from "./id-sql.ts";
import { isMissingSql, presentSql } from "./missing-sql.ts";
import { numberSql } from "./number-sql.ts";
import { coreColumns, storedNames } from "./stored-names.ts";
import { plausibleTimeSql, timeSql } from "./time-sql.ts";

/** The money and quantity types: decimal, so that sums are exact whatever the order of the rows. */
export const moneyType = "DECIMAL(18,4)";
export const quantityType = "DECIMAL(18,3)";

/** How one column of a file becomes a typed one. `cell` is its raw name in SQL, `typed` the other. */
export interface TypedColumn {
  readonly index: number;
  readonly name: string;
  readonly role: ColumnRole;
  readonly cell: string;
  readonly typed: string;
  readonly sql: string;
  /** Name in the stored table; undefined where it is used but not stored. */
  readonly parquet: string | undefined;
  /** What is wrong with a row where `isBad` holds, if anything can be. */
  readonly check: { readonly reason: SetAsideReason; readonly isBad: string } | undefined;
}

/** Columns that are stored or looked at, in file order; personal and ignored ones are left out. `textLabels`: indexes of
 * label columns of a users table that are no numbers. */
export function typedColumns(table: ResolvedTable, textLabels: ReadonlySet<number>): TypedColumn[] {
  const names = storedNames(
    table.columns.map((column) => column.name),
    table.kind,
  );
  const core = coreColumns[table.kind];
  const seen = new Set<ColumnRole>();
  return table.columns.flatMap(({ name, role }, index): TypedColumn[] => {
    if (role === "ignore" || role === "personal") return [];
    const isCore = role in core;
    const isFirst = !seen.has(role);
    seen.add(role);
    const cell = `c${index}`;
    const typed = `t${index}`;
    const effective = isCore && !isFirst ? "category" : role;
    return [
      {
        ...{ index, name, role, cell, typed },
        parquet: isCore && isFirst ? core[role] : names[index],
        ...readSql(table, effective, { cell, typed }, textLabels.has(index)),
      },
    ];
  });
}

function readSql(
  table: ResolvedTable,
  role: ColumnRole,
  { cell, typed }: Pick<TypedColumn, "cell" | "typed">,
  isTextLabel: boolean,
): Pick<TypedColumn, "sql" | "check"> {
  const { decimal, recipe, kind } = table;
  const isRows = kind === "transactions";
  const isCoded = kind !== "users";
  const number = (type: string) => ({
    sql: numberSql(cell, decimal, type),
    check: { reason: "bad-number" as const, isBad: isBadNumberSql(cell, typed, type) },
  });
  const text = { sql: cell, check: undefined };
  switch (role) {
    case "user":
      return { sql: idSql(cell, recipe.repairIds), check: { reason: "no-user" as const, isBad: `${typed} IS NULL` } };
    case "order":
    case "item":
      return isCoded ? { sql: idSql(cell, recipe.repairIds), check: undefined } : text;
    case "time": {
      const missing = isRows || kind === "events" ? "" : ` AND NOT ${isMissingSql(cell)}`;
      const isBad = `((${typed} IS NULL OR ${plausibleTimeSql(typed)} IS NULL)${missing})`;
      return {
        sql: timeSql(cell, table),
        check: { reason: "bad-date" as const, isBad },
      };
    }
    case "quantity":
      return number(isRows ? quantityType : "DOUBLE");
    case "price":
      return number(isCoded ? moneyType : "DOUBLE");
    case "amount":
    case "order-total":
      return number(isRows ? moneyType : "DOUBLE");
    case "number":
      return number("DOUBLE");
    case "label":
      return isRows || isTextLabel ? text : number("DOUBLE");
    case "currency": {
      const wanted = recipe.currency;
      const isBad = wanted === null ? "" : `upper(${typed}) <> upper(${sqlText(wanted.trim())})`;
      return {
        sql: presentSql(cell),
        check: wanted === null ? undefined : { reason: "other-currency" as const, isBad },
      };
    }
    case "status":
    case "event":
      return { sql: presentSql(cell), check: undefined };
    case "category":
      return kind === "events" || kind === "items" ? { sql: presentSql(cell), check: undefined } : text;
    case "text":
      return kind === "texts" || kind === "items" ? { sql: presentSql(cell), check: undefined } : text;
    default:
      return text;
  }
}

function isBadNumberSql(cell: string, typed: string, type: string): string {
  return `CASE WHEN ${typed} IS NULL THEN NOT ${isMissingSql(cell)} ${type === "DOUBLE" ? `ELSE isinf(${typed})` : ""} END`;
}

/**
 * The reasons in the order in which a row's first one is looked for: what cannot be read comes before what is missing,
 * labels come before all, since one that is no number makes the whole column text.
 */
const order: readonly SetAsideReason[] = ["bad-number", "bad-date", "no-user", "no-variant", "other-currency"];

/** Checks in one CASE: the engine's planning time grows with the square of them. */
const checksAtOnce = 16;

/** From so many columns of numbers on, one expression reads them all: planning one a column takes milliseconds each. */
const manyNumbers = 32;

/**
 * SELECT of the typed columns t0, t1, … over raw ones, and `bad`: 0, or 1 + the index of the column for which the row is
 * set aside. Raw cells that are NULL are empty cells. `others` are columns that are passed on as they are.
 */
export function typedSelect(
  columns: readonly TypedColumn[],
  decimal: ResolvedTable["decimal"],
  from: string,
  others: readonly string[] = [],
): string {
  const numbers = columns.filter(({ role }) => role === "number");
  const listed = new Set(numbers.length < manyNumbers ? [] : numbers);
  const single = columns.filter((column) => !listed.has(column));
  const labelsFirst = [...single].sort((a, b) => Number(b.role === "label") - Number(a.role === "label"));
  const whens = order
    .flatMap((reason) => labelsFirst.filter(({ check }) => check?.reason === reason))
    .map(({ check, index }) => `WHEN ${check?.isBad} THEN ${index + 1}`);
  const checks: string[] = [];
  for (let at = 0; at < whens.length; at += checksAtOnce) {
    checks.push(`CASE ${whens.slice(at, at + checksAtOnce).join(" ")} END`);
  }
  const typed = [...single.map(({ sql, typed }) => `${sql} AS ${typed}`), ...others];
  const read = [...single.map(({ typed }) => typed), ...others];
  if (listed.size > 0) {
    const cells = `[${numbers.map(({ cell }) => cell).join(", ")}]`;
    const codes = `[${numbers.map(({ index }) => index + 1).join(", ")}]`;
    const isBad = isBadNumberSql("pair[1]", "pair[2]", "DOUBLE");
    typed.push(
      `${cells} AS cells`,
      `list_transform(${cells}, cell -> ${numberSql("cell", decimal, "DOUBLE")}) AS numbers`,
    );
    checks.push(`${codes}[list_position(list_transform(list_zip(cells, numbers), pair -> ${isBad}), true)]`);
    read.push(...numbers.map(({ typed }, i) => `numbers[${i + 1}] AS ${typed}`));
  }
  const names = [...columns.map(({ typed }) => typed), ...others];
  const first = ["NULL", ...checks.map((_, i) => `check${i}`), "0"].join(", ");
  return `SELECT ${names.join(", ")}, coalesce(${first})::USMALLINT AS bad
    FROM (SELECT ${[...read, ...checks.map((sql, i) => `${sql} AS check${i}`)].join(", ")}
      FROM (SELECT ${[...single.map(({ cell }) => cell), ...typed].join(", ")} FROM ${from}))`;
}

/** The one typed column of a role, as SQL. */
export function columnOf(columns: readonly TypedColumn[], role: ColumnRole): TypedColumn | undefined {
  return columns.find((column) => column.role === role);
}

export function aliasSql(column: TypedColumn): string {
  return `${column.typed} AS ${sqlName(column.parquet ?? column.name)}`;
}
