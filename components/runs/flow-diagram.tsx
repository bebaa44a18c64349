"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "../../lib/core/format.ts";
import { nameOfSegment } from "../../lib/segments/charts/share-rows.ts";
import { cx } from "../ui/class-names.ts";
import { Dot } from "../ui/dot.tsx";
import type { DressedReport } from "./dress-report.ts";
import { flowHeight, layFlow, namedBlocks, withoutNobody } from "./lay-flow.ts";

interface FlowDiagramProps {
  readonly left: DressedReport;
  readonly right: DressedReport;
  /** The last row and column: in no segment. */
  readonly counts: readonly (readonly number[])[];
}

/** From so many on names have one line. */
const many = 12;

function lapOf({ colours }: DressedReport, id: number): number {
  return id < colours.length ? Math.floor(id / 12) : 0;
}

/** People as ribbons from their segment before to the one after; the same as a table below. */
export function FlowDiagram({ left, right, counts }: FlowDiagramProps) {
  const t = useTranslations("runs");
  const locale = useLocale();
  const shown = withoutNobody(counts);
  const height = flowHeight(shown);
  const { ribbons, leftBlocks, rightBlocks } = layFlow(shown, height - 16);
  const nameOf = ({ data }: DressedReport, id: number) => nameOfSegment(data, id, locale);
  const colourOf = ({ colours }: DressedReport, id: number) =>
    colours[id] === undefined ? "var(--noise)" : `var(--s${((colours[id] ?? id) % 12) + 1})`;
  const sentence = ({ from, to, count }: { from: number; to: number; count: number }) =>
    t("flowRow", { left: nameOf(left, from), right: nameOf(right, to), count });
  const names = (report: DressedReport, blocks: typeof leftBlocks, className: string) => (
    <div aria-hidden="true" className="relative" style={{ height }}>
      {namedBlocks(blocks).map(({ id, top, size }) => (
        <span
          key={id}
          className={cx(
            "-translate-y-1/2 absolute inset-x-0 px-2 text-xs leading-tight",
            blocks.length > many ? "line-clamp-1" : "line-clamp-2",
            className,
          )}
          style={{ top: 8 + top + size / 2 }}
        >
          {nameOf(report, id)}
        </span>
      ))}
    </div>
  );
  const largest = [...ribbons].sort((a, b) => b.count - a.count);
  return (
    <div className="px-4 py-3">
      <div className="grid grid-cols-[30%_minmax(0,1fr)_30%] md:grid-cols-[180px_minmax(0,1fr)_180px]">
        {names(left, leftBlocks, "text-right")}
        <svg
          width="100%"
          height={height}
          viewBox={`0 0 600 ${height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={largest.slice(0, 5).map(sentence).join(". ")}
        >
          <g transform="translate(0 8)">
            {ribbons.map((ribbon) => (
              <path
                key={`${ribbon.from}-${ribbon.to}`}
                d={ribbon.path}
                fill={colourOf(left, ribbon.from)}
                className="opacity-35 hover:opacity-70"
              >
                <title>{sentence(ribbon)}</title>
              </path>
            ))}
            {leftBlocks.map(({ id, top, size }) => (
              <rect key={id} y={top} width="8" height={Math.max(size, 1)} fill={colourOf(left, id)} />
            ))}
            {rightBlocks.map(({ id, top, size }) => (
              <rect key={id} x="592" y={top} width="8" height={Math.max(size, 1)} fill={colourOf(right, id)} />
            ))}
          </g>
        </svg>
        {names(right, rightBlocks, "text-left")}
      </div>
      <details className="mt-2">
        <summary className="text-ink-2 text-sm">{t("flowTable")}</summary>
        <table className="mt-2 w-full border-collapse text-sm">
          <caption className="sr-only">{t("flow")}</caption>
          <thead>
            <tr className="text-left text-ink-3 text-xs">
              <th scope="col" className="py-1.5 pr-3 font-medium">
                {t("flowFrom")}
              </th>
              <th scope="col" className="px-3 py-1.5 font-medium">
                {t("flowTo")}
              </th>
              <th scope="col" className="py-1.5 pl-3 text-right font-medium">
                {t("people")}
              </th>
            </tr>
          </thead>
          <tbody>
            {largest.map(({ from, to, count }) => (
              <tr key={`${from}-${to}`} className="border-line border-t">
                <td className="py-1.5 pr-3">
                  <span className="flex items-center gap-2">
                    <Dot colour={left.colours[from] ?? -1} lap={lapOf(left, from)} />
                    {nameOf(left, from)}
                  </span>
                </td>
                <td className="px-3 py-1.5">
                  <span className="flex items-center gap-2">
                    <Dot colour={right.colours[to] ?? -1} lap={lapOf(right, to)} />
                    {nameOf(right, to)}
                  </span>
                </td>
                <td className="num py-1.5 pl-3 text-right">{formatNumber(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}
