"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type PointerEvent, useState } from "react";
import type { TopTree } from "../../../lib/clustering/tree-schema.ts";
import { formatNumber } from "../../../lib/core/format.ts";
import type { RunDetailDto } from "../../../lib/runs/schema.ts";
import { getJson } from "../../api/request.ts";
import { useLocalised } from "../../i18n/use-localised.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Dot } from "../../ui/dot.tsx";
import { useMay } from "../../workspace/use-me.ts";
import { useRerun } from "../use-run.ts";
import { layTree, segmentsAt } from "./lay-tree.ts";

const width = 1000;
const height = 260;
const air = 14;
const shownSizes = 12;

/** The tree of a run with a cut that can be dragged, or moved by the slider below it; nothing where there is none. */
export function Dendrogram({ run, k: chosen }: { readonly run: RunDetailDto; readonly k: number }) {
  const { data: tree } = useQuery({
    queryKey: ["runs", "one", run.id, "tree"],
    queryFn: ({ signal }) => getJson<TopTree>(`/runs/${run.id}/tree`, signal),
    enabled: run.summary?.tree !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return tree && tree.merges.length > 1 ? <CutTree run={run} tree={tree} chosen={chosen} /> : null;
}

interface CutTreeProps {
  readonly run: RunDetailDto;
  readonly tree: TopTree;
  readonly chosen: number;
}

function CutTree({ run, tree, chosen }: CutTreeProps) {
  const t = useTranslations("runs.tree");
  const mayStart = useMay("analyst");
  const rerun = useRerun(run.id);
  const [k, setK] = useState(Math.min(chosen, tree.leaves.length));
  const { sizes } = layTree(tree, k);
  return (
    <Card title={t("title", { k })} meta={t("meta")} className="mb-4 print:hidden">
      <TreePicture tree={tree} k={k} onCut={setK} />
      <Kept judged={run.summary?.tree} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-t px-4 py-2.5">
        <label className="flex items-center gap-2 text-sm">
          {t("cut")}
          <input
            type="range"
            min={2}
            max={Math.min(tree.leaves.length, 40)}
            value={k}
            onChange={({ target }) => setK(Number(target.value))}
            className="w-40 accent-accent"
          />
          <output className="num w-6">{k}</output>
        </label>
        <p className="meta flex flex-wrap gap-x-3" aria-live="polite">
          {sizes.slice(0, shownSizes).map((size, at) => (
            <span key={at} className="num inline-flex items-center gap-1.5">
              <Dot colour={at % 12} />
              {formatNumber(size)}
            </span>
          ))}
          {sizes.length > shownSizes && <span>{t("more", { count: sizes.length - shownSizes })}</span>}
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
    </Card>
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

interface TreePictureProps {
  readonly tree: TopTree;
  readonly k: number;
  readonly onCut: (k: number) => void;
}

function TreePicture({ tree, k, onCut }: TreePictureProps) {
  const t = useTranslations("runs.tree");
  const { branches, cut } = layTree(tree, k);
  const yOf = (up: number) => height - air - up * (height - 2 * air);
  const drag = (event: PointerEvent<SVGSVGElement>) => {
    if (event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    const y = ((event.clientY - box.top) / box.height) * height;
    onCut(Math.max(2, segmentsAt(tree, (height - air - y) / (height - 2 * air))));
  };
  return (
    <svg
      role="img"
      aria-label={t("title", { k })}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className="h-[260px] w-full cursor-row-resize touch-none"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag(event);
      }}
      onPointerMove={drag}
    >
      {branches.map(({ points, segment }) => (
        <polyline
          key={points.join(" ")}
          points={points.map(([across, up]) => `${across * width},${yOf(up)}`).join(" ")}
          fill="none"
          stroke={segment === null ? "var(--ink-3)" : `var(--s${(segment % 12) + 1})`}
          strokeWidth={1.6}
          vectorEffect="non-scaling-stroke"
        />
      ))}
      <line
        x1={0}
        x2={width}
        y1={yOf(cut)}
        y2={yOf(cut)}
        stroke="var(--accent)"
        strokeWidth={2}
        strokeDasharray="6 4"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
