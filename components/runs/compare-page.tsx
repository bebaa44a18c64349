"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "../../lib/core/format.ts";
import type { RunDto } from "../../lib/runs/schema.ts";
import { writeIndex, writeShare } from "../../lib/segments/charts/number-format.ts";
import type { CompareDto } from "../../lib/segments/segment-schema.ts";
import { getJson } from "../api/request.ts";
import { useShownName } from "../datasets/use-shown-name.ts";
import { Link, useRouter } from "../i18n/navigation.ts";
import { Card } from "../ui/card.tsx";
import { Select } from "../ui/field.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { CompareSettings } from "./compare-settings.tsx";
import { dressReport } from "./dress-report.ts";
import { FlowDiagram } from "./flow-diagram.tsx";
import { LinkedMaps } from "./linked-maps.tsx";
import { useRun, useRunResults } from "./use-run.ts";
import { useRunOptions } from "./use-run-options.ts";

/** Two runs side by side: settings, measures, and who moved. */
export function ComparePage() {
  const t = useTranslations("runs");
  const showName = useShownName();
  const locale = useLocale();
  const router = useRouter();
  const query = useSearchParams();
  const list = useQuery({
    queryKey: ["runs", "done"],
    queryFn: ({ signal }) => getJson<{ readonly items: readonly RunDto[] }>("/runs?status=done&limit=100", signal),
  });
  const runs = list.data?.items ?? [];
  const right = query.get("right") || runs[0]?.id || "";
  const others = runs.filter(({ id }) => id !== right);
  const { datasetId } = runs.find(({ id }) => id === right) ?? {};
  const left = query.get("left") || (others.find((run) => run.datasetId === datasetId) ?? others[0])?.id || "";
  const options = useRunOptions();
  const isOneDataset = runs.every((run) => run.datasetId === runs[0]?.datasetId);
  const nameOf = (run: RunDto) => {
    const words = { number: run.number, name: showName(run.datasetName) };
    const algorithm = options.data?.algorithms.find(({ id }) => id === run.algorithm)?.label[locale];
    return algorithm === undefined || run.segments === null
      ? t("runOf", words)
      : t(isOneDataset ? "runWay" : "runWays", { ...words, algorithm, count: run.segments });
  };
  const isChosen = left !== "" && right !== "";
  const moves = useQuery({
    queryKey: ["runs", "compare", left, right],
    queryFn: ({ signal }) => getJson<CompareDto>(`/runs/compare?left=${left}&right=${right}`, signal),
    enabled: isChosen,
  });
  const choose = (side: "left" | "right", id: string) => {
    const next = { left, right, [side]: id };
    router.replace(`/runs/compare?left=${next.left}&right=${next.right}`);
  };
  const chooser = (side: "left" | "right", value: string) => (
    <span key={side} className="flex items-center gap-2 text-sm">
      <label htmlFor={`run-${side}`}>{t(side === "left" ? "compareLeft" : "compareRight")}</label>
      <Select
        id={`run-${side}`}
        className="w-auto max-w-80"
        value={value}
        onChange={({ target }) => choose(side, target.value)}
      >
        {runs.map((run) => (
          <option key={run.id} value={run.id}>
            {nameOf(run)}
          </option>
        ))}
      </Select>
    </span>
  );
  const { data } = moves;
  const title =
    data?.agreement != null
      ? t("compareSame", {
          share: writeShare(1 - data.moved / Math.max(data.both, 1), locale),
          moved: formatNumber(data.moved),
          both: formatNumber(data.both),
        })
      : t("compareTitle");
  return (
    <>
      <PageHeader
        crumbs={
          <Link href="/runs" className="hover:underline">
            {t("title")}
          </Link>
        }
        title={title}
        actions={
          <>
            {chooser("left", left)}
            {chooser("right", right)}
          </>
        }
      />
      {moves.error && <ProblemNote error={moves.error} onRetry={moves.refetch} />}
      {list.data && !isChosen && <p className="card px-4 py-10 text-center text-ink-2">{t("compareChoose")}</p>}
      {isChosen &&
        (data ? <Sides left={left} right={right} moves={data} /> : <Skeleton className="h-[600px] w-full" />)}
    </>
  );
}

function Sides({ left, right, moves }: { readonly left: string; readonly right: string; readonly moves: CompareDto }) {
  const t = useTranslations("runs");
  const runs = [useRun(left).data, useRun(right).data];
  const results = [useRunResults(left, true).data, useRunResults(right, true).data];
  const [one, other] = results.map((result) => result && dressReport(result));
  const facts = [
    [
      writeIndex(moves.agreement?.ari ?? null),
      t("agreement"),
      moves.agreement
        ? t("agreementMore", { ami: writeIndex(moves.agreement.ami), v: writeIndex(moves.agreement.vMeasure) })
        : "",
    ],
    [formatNumber(moves.both), t("bothFact"), ""],
    [formatNumber(moves.moved), t("movedFact"), t("movedHelp")],
    [
      formatNumber(moves.onlyLeft + moves.onlyRight),
      t("only"),
      t("onlyHelp", { left: formatNumber(moves.onlyLeft), right: formatNumber(moves.onlyRight) }),
    ],
  ] as const;
  return (
    <div className="grid gap-4">
      <section className="card grid sm:grid-cols-2 lg:grid-cols-4">
        {facts.map(([figure, what, beside]) => (
          <div key={what} className="border-line px-4 py-3 lg:not-last:border-r">
            <p>
              <b className="num font-semibold text-xl tracking-[-0.02em]">{figure}</b>{" "}
              <span className="meta">{what}</span>
            </p>
            <p className="meta">{beside}</p>
          </div>
        ))}
      </section>
      <Card title={t("flow")} meta={t("flowMeta")}>
        {moves.both === 0 && <p className="px-4 py-10 text-center text-ink-2">{t("nobodyInBoth")}</p>}
        {moves.both > 0 && one && other && <FlowDiagram left={one} right={other} counts={moves.counts} />}
        {moves.both > 0 && !(one && other) && <Skeleton className="h-[490px]" />}
      </Card>
      {runs[0] && runs[1] && one && other && moves.both > 0 && (
        <LinkedMaps runs={{ left: runs[0], right: runs[1] }} reports={{ left: one, right: other }} />
      )}
      {runs[0] && runs[1] && one && other && (
        <Card>
          <CompareSettings runs={[runs[0], runs[1]]} reports={[one.data, other.data]} />
        </Card>
      )}
    </div>
  );
}
