"use client";

import { useLocale, useTranslations } from "next-intl";
import { type PointerEvent, useState } from "react";
import type { RunDetailDto } from "../../../lib/runs/schema.ts";
import { reachChart, reachGrid, reachRange, shareWithin } from "../../../lib/segments/charts/density/reach.ts";
import { writeDistance } from "../../../lib/segments/charts/density/write-distance.ts";
import { writeShare } from "../../../lib/segments/charts/number-format.ts";
import type { Scene } from "../../../lib/segments/charts/plot.ts";
import type { ReportData } from "../../../lib/segments/schema.ts";
import { ChartFigure } from "../../charts/chart-figure.tsx";
import { Button } from "../../ui/button.tsx";
import { useMay } from "../../workspace/use-me.ts";
import { useRerun } from "../use-run.ts";

interface ReachTabProps {
  readonly run: RunDetailDto;
  readonly data: ReportData;
  readonly reach: NonNullable<ReportData["reach"]>;
  readonly scene: Scene | null;
}

const steps = 200;

/** The curve of distances; another one can be pointed at on it, or chosen by the slider, and run with. */
export function ReachTab({ run, data, reach, scene }: ReachTabProps) {
  const t = useTranslations("runs.reach");
  const locale = useLocale();
  const mayStart = useMay("analyst");
  const rerun = useRerun(run.id);
  const [eps, setEps] = useState(reach.eps);
  const { max } = reachRange(reach);
  const told = t("told", { share: writeShare(shareWithin(reach, eps), locale) });
  return (
    <ChartFigure
      chart={reachChart}
      data={data}
      locale={locale}
      scene={scene}
      height="h-[424px]"
      overlay={<ReachLine max={max} eps={eps} isMoved={eps !== reach.eps} onPick={setEps} />}
      bar={
        <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-b px-4 pb-2 print:hidden">
          <label className="flex items-center gap-2 text-xs">
            {t("distance")}
            <input
              type="range"
              min={max / steps}
              max={max}
              step={max / steps}
              value={eps}
              onChange={({ target }) => setEps(roundDistance(Number(target.value)))}
              className="w-32 accent-accent"
            />
            <output className="num min-w-10">{writeDistance(eps)}</output>
          </label>
          <span className="meta" aria-live="polite">
            {told}
          </span>
          {mayStart && eps !== reach.eps && (
            <Button
              size="small"
              className="ml-auto"
              busy={rerun.isPending}
              onClick={() => rerun.mutate({ changes: { clustering: { eps } } })}
            >
              {t("use", { eps: writeDistance(eps) })}
            </Button>
          )}
        </div>
      }
    />
  );
}

/** Three digits: no finer than anybody points. */
function roundDistance(distance: number): number {
  return Number(distance.toPrecision(3));
}

interface ReachLineProps {
  readonly max: number;
  readonly eps: number;
  readonly isMoved: boolean;
  readonly onPick: (eps: number) => void;
}

/** Lies on the plot's inside: a line at the distance that is pointed at. */
function ReachLine({ max, eps, isMoved, onPick }: ReachLineProps) {
  const t = useTranslations("runs.reach");
  const pick = (event: PointerEvent<SVGSVGElement>) => {
    if (event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    const up = (box.bottom - event.clientY) / box.height;
    onPick(roundDistance(max * Math.min(1, Math.max(1 / steps, up))));
  };
  return (
    <div className="absolute" style={reachGrid}>
      <svg
        role="img"
        aria-label={t("pick")}
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        className="size-full cursor-row-resize touch-pan-y"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          pick(event);
        }}
        onPointerMove={pick}
      >
        <rect width={100} height={100} fill="transparent" />
        {isMoved && (
          <line
            x1={0}
            x2={100}
            y1={100 - (100 * eps) / max}
            y2={100 - (100 * eps) / max}
            stroke="var(--accent)"
            strokeWidth={2}
            vectorEffect="non-scaling-stroke"
          />
        )}
      </svg>
    </div>
  );
}
