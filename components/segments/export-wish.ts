import type { ExportFilter, NewExport, TakenOff } from "../../lib/activation/schema.ts";
import type { Locale } from "../../lib/core/localised.ts";

/** What somebody has chosen so far. */
export interface ExportWish {
  readonly columns: readonly string[];
  /** Personal columns, by their ids. */
  readonly personal: readonly string[];
  readonly filters: readonly WishedFilter[];
  readonly minus: readonly TakenOff[];
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

export function newWish(): ExportWish {
  return { columns: ["segment", "name"], personal: [], filters: [], minus: [], bom: true, control: false };
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
  const { columns, personal, minus, bom, control } = wish;
  return {
    runId: whom.runId,
    ...(whom.segmentId === undefined ? {} : { segmentId: whom.segmentId }),
    filters: wish.filters.map(({ feature, op, value }) => ({ feature, op, value: Number(value) })),
    ...{ columns: [...columns], personal: [...personal], minus: [...minus], bom, locale },
    controlShare: control ? 0.1 : 0,
  };
}
