"use client";

import { useLocale, useTranslations } from "next-intl";
import { type PointerEvent, useMemo, useState } from "react";
import { formatNumber } from "../../../lib/core/format.ts";
import type { RunDetailDto } from "../../../lib/runs/schema.ts";
import type { Scene } from "../../../lib/segments/charts/plot.ts";
import { cutOf, dendrogramChart, partsOf, treeGrid } from "../../../lib/segments/charts/tree/dendrogram.ts";
import { layTree, segmentsAt } from "../../../lib/segments/charts/tree/lay-tree.ts";
import type { ReportData } from "../../../lib/segments/schema.ts";
import { ChartFigure } from "../../charts/chart-figure.tsx";
import { useLocalised } from "../../i18n/use-localised.ts";
import { Button } from "../../ui/button.tsx";
import { Dot } from "../../ui/dot.tsx";
import { useMay } from "../../workspace/use-me.ts";
import type { DressedReport } from "../dress-report.ts";
import { useRerun } from "../use-run.ts";

const shownParts = 12;

interface DendrogramProps {
  readonly run: RunDetailDto;
  readonly report: DressedReport;
  readonly scene: Scene | null;
  readonly onPick: (segment: number, isAdding: boolean) => void;
}

/** The tree of a run with a cut that can be dragged, or moved by the slider below it; nothing where there is none. */
export function Dendrogram(props: DendrogramProps) {
  const { tree } = props.report.data;
  return tree ? <CutTree {...props} tree={tree} /> : null;
}

function CutTree({ run, report, scene, tree, onPick }: DendrogramProps & { readonly tree: ReportData["tree"] & {} }) {
  const t = useTranslations("runs.tree");
  const locale = useLocale();
  const mayStart = useMay("analyst");
  const rerun = useRerun(run.id);
  const { data: made, colours } = report;
  const chosen = cutOf(made);
  const [k, setK] = useState(chosen);
  const data = useMemo(() => ({ ...made, cut: k }), [made, k]);
  const parts = partsOf(data);
  return (
    <section className="card mb-4 print:hidden">
      <ChartFigure
        chart={dendrogramChart}
        data={data}
        locale={locale}
        scene={useMemo(() => scene && { ...scene, data }, [scene, data])}
        height="h-[300px]"
        onPick={(segment, isAdding) => k === chosen && onPick(segment, isAdding)}
        overlay={<CutLine tree={tree} k={k} onCut={setK} />}
      />
      <Kept judged={run.summary?.tree} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-t px-4 py-2.5">
        <label className="flex items-center gap-2 text-sm">
          {t("cut")}
          <input
            type="range"
            min={2}
            max={tree.leaves.length}
            value={k}
            onChange={({ target }) => setK(Number(target.value))}
            className="w-40 accent-accent"
          />
          <output className="num w-6">{k}</output>
        </label>
        <p className="meta flex flex-wrap gap-x-3" aria-live="polite">
          {parts.slice(0, shownParts).map(({ segment, users }, at) => (
            <span key={at} className="inline-flex items-center gap-1.5">
              <Dot colour={colours[segment?.id ?? at] ?? at % 12} />
              {segment?.name[locale]} <span className="num">{formatNumber(users)}</span>
            </span>
          ))}
          {parts.length > shownParts && <span>{t("more", { count: parts.length - shownParts })}</span>}
        </p>
        {mayStart && k !== chosen && (
          <Button
            size="small"
            className="ml-auto"
            busy={rerun.isPending}
            onClick={() => rerun.mutate({ changes: { clustering: { k } } })}
          >
            {t("use", { k })}
          </Button>
        )}
      </div>
    </section>
  );
}

/** From here on heights may be read as distances, or roughly so. */
const [good, fair] = [0.8, 0.6];

/** How well the tree keeps distances, in a sentence. */
function Kept({ judged }: { readonly judged: NonNullable<RunDetailDto["summary"]>["tree"] }) {
  const t = useTranslations("runs.tree");
  const say = useLocalised();
  if (!judged) return null;
  if (!judged.ok) return <p className="meta px-4 pb-3">{say(judged.reason)}</p>;
  const { cophenetic, users, of } = judged.value;
  const grade = cophenetic >= good ? "good" : cophenetic >= fair ? "fair" : "poor";
  const value = formatNumber(cophenetic, 2);
  return (
    <p className="meta px-4 pb-3">
      {t(`kept.${grade}`)} {t(users < of ? "copheneticSample" : "cophenetic", { value, users, of })}
    </p>
  );
}

interface CutLineProps {
  readonly tree: ReportData["tree"] & {};
  readonly k: number;
  readonly onCut: (k: number) => void;
}

/** Lies on the plot's inside, above its dashed line: a strip that is taken hold of, with a grip at its end. */
function CutLine({ tree, k, onCut }: CutLineProps) {
  const t = useTranslations("runs.tree");
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const plot = event.currentTarget.parentElement;
    if (event.buttons !== 1 || !plot) return;
    const box = plot.getBoundingClientRect();
    const up = Math.min(1, Math.max(0, (box.bottom - event.clientY) / box.height));
    onCut(Math.max(2, segmentsAt(tree, up)));
  };
  return (
    <div className="pointer-events-none absolute" style={treeGrid}>
      <div
        title={t("drag")}
        className="-translate-y-1/2 pointer-events-auto absolute inset-x-0 h-6 cursor-row-resize touch-none"
        style={{ top: `${100 * (1 - layTree(tree, k).cut)}%` }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          drag(event);
        }}
        onPointerMove={drag}
      >
        <span
          aria-hidden="true"
          className="-translate-y-1/2 absolute top-1/2 right-0 grid h-5 w-8 place-items-center rounded-md bg-accent font-semibold text-[11px] text-surface leading-none"
        >
          {/* The sign as text, not as a picture. */}
          {"↕\uFE0E"} {k}
        </span>
      </div>
    </div>
  );
}
