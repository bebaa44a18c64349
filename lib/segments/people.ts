import { formatNumber } from "../core/format.ts";
import type { Localised } from "../core/localised.ts";
import type { IngestSummary } from "../ingest/schema.ts";

export const customers: Localised = { en: "customers", zh: "客户" };
export const users: Localised = { en: "users", zh: "用户" };
export const rows: Localised = { en: "rows", zh: "行" };

/** Who is in a transactions table has bought; who is in a users table need not have; measurements are of nobody. */
export function peopleOf({ tables, unit }: Pick<IngestSummary, "tables" | "unit">): Localised {
  if (unit === "row") return rows;
  return tables.some(({ kind }) => kind === "transactions") ? customers : users;
}

export function areRows(people: Localised): boolean {
  return people.zh === rows.zh;
}

/** "1 customer", "1,250 rows"; in Chinese people take a measure word and rows are one. */
export function countPeople(count: number, people: Localised): Localised {
  const figure = formatNumber(count);
  return {
    en: `${figure} ${count === 1 ? onePerson(people) : people.en}`,
    zh: `${figure} ${areRows(people) ? people.zh : `位${people.zh}`}`,
  };
}

export function onePerson({ en }: Localised): string {
  return en.replace(/s$/, "");
}
