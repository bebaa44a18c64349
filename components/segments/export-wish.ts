import type { ExportFilter, ExportOptionsDto, NewExport, TakenOff } from "../../lib/activation/schema.ts";
import type { Locale } from "../../lib/core/localised.ts";

/** What somebody has chosen so far. */
export interface ExportWish {
  readonly columns: readonly string[];
  /** Personal columns, by their ids. */
  readonly personal: readonly string[];
  readonly filters: readonly WishedFilter[];
  readonly minus: readonly TakenOff[];
  /** What becomes of those in no segment. */
  readonly noise: NewExport["noise"];
  readonly bom: boolean;
  readonly control: boolean;
}

export interface WishedFilter {
  readonly key: number;
  readonly feature: string;
  readonly op: ExportFilter["op"];
  /** As typed. */
  readonly value: string;
}

/** Nothing chosen but the columns of the list before, or the default ones. */
export function startWish(last?: Pick<ExportWish, "columns" | "personal" | "bom">): ExportWish {
  const { columns, personal, bom } = last ?? { columns: ["segment", "name"], personal: [], bom: true };
  return { columns, personal, bom, filters: [], minus: [], noise: "keep", control: false };
}

/** Without the columns that the run does not have, or that this person may not see. */
export function fitWish(wish: ExportWish, options: ExportOptionsDto): ExportWish {
  const mayHold = new Set(options.mayReadPersonal ? options.personal.map(({ id }) => id) : []);
  return {
    ...wish,
    columns: wish.columns.filter((id) => options.columns.includes(id)),
    personal: wish.personal.filter((id) => mayHold.has(id)),
  };
}

export function filtersFit({ filters }: ExportWish): boolean {
  return filters.every(({ value }) => value.trim() !== "" && Number.isFinite(Number(value)));
}

export function addFilter(wish: ExportWish, filter: Omit<WishedFilter, "key">): Partial<ExportWish> {
  const key = 1 + Math.max(0, ...wish.filters.map((one) => one.key));
  return { filters: [...wish.filters, { ...filter, key }] };
}

export function requestOf(
  whom: { readonly runId: string; readonly segmentId: string | undefined },
  wish: ExportWish,
  locale: Locale,
): Partial<NewExport> {
  const { columns, personal, minus, noise, bom, control } = wish;
  return {
    runId: whom.runId,
    ...(whom.segmentId === undefined ? {} : { segmentId: whom.segmentId }),
    filters: wish.filters.map(({ feature, op, value }) => ({ feature, op, value: Number(value) })),
    ...{ columns: [...columns], personal: [...personal], minus: [...minus], noise, bom, locale },
    controlShare: control ? 0.1 : 0,
  };
}
