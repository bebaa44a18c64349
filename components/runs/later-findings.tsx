"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { formatNumber } from "../../lib/core/format.ts";
import { writeDate } from "../../lib/segments/charts/dates.ts";
import { findingCharts, standardChoice } from "../../lib/segments/charts/findings/index.ts";
import { addsAnything, usefulnessMeasures } from "../../lib/segments/charts/findings/usefulness.ts";
import { judgedOf, ownHeldUp } from "../../lib/segments/charts/findings/usefulness-origins.ts";
import { writeValue } from "../../lib/segments/charts/number-format.ts";
import type { Scene } from "../../lib/segments/charts/plot.ts";
import type { Findings, ReportData } from "../../lib/segments/schema.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Segmented } from "../ui/segmented.tsx";
import { FigureGrid } from "./figure-grid.tsx";
import { FindingHead, FindingNotes } from "./finding-words.tsx";
import type { ViewState } from "./use-view-state.ts";

interface LaterFindingsProps {
  readonly data: ReportData;
  readonly usefulness: NonNullable<Findings["usefulness"]>;
  readonly scene: Scene | null;
  readonly state: ViewState;
  readonly onChange: (part: Partial<ViewState>) => void;
}

/** Do the segments tell what comes later, and more of it than past spend and RFM do? */
export function LaterFindings({ data, usefulness, scene, state, onChange }: LaterFindingsProps) {
  const t = useTranslations("runs");
  const locale = useLocale();
  const say = useLocalised();
  const measure = usefulnessMeasures.find((one) => one === state.later) ?? standardChoice.usefulness;
  const charts = useMemo(
    () => findingCharts(data, "outOfTime", { ...standardChoice, usefulness: measure }),
    [data, measure],
  );
  const held = ownHeldUp(data, measure);
  const cuts = judgedOf(data).length;
  const adds = cuts < 2 && addsAnything(data, measure);
  const { problem, sets, blocks, notes, cut, until, users, returned, outcome, winsorisedAt } = usefulness;
  if (problem) return <FindingHead title={t("found.later.none")} meta={say(problem)} />;
  const money = outcome === "spend" ? ("money" as const) : ("count" as const);
  const facts = [
    ...(cuts > 1 ? [t("found.later.cuts", { cuts })] : []),
    t(cuts > 1 ? "found.later.lastPeriod" : "found.later.period", {
      cut: writeDate(cut ?? "–", locale),
      until: writeDate(until ?? "–", locale),
    }),
    t("found.later.users", { users: formatNumber(users), returned: formatNumber(returned) }),
    ...(winsorisedAt === null
      ? []
      : [
          t("found.later.winsorised", {
            at: writeValue(winsorisedAt, locale, { kind: money, currency: data.currency }),
          }),
        ]),
  ];
  return (
    <>
      <FindingHead
        title={
          held && held.cuts > 1 && held.more > 0
            ? t("found.later.held", { more: held.more, cuts: held.cuts })
            : t(adds ? "found.later.adds" : "found.later.addsNothing")
        }
        meta={facts.join(" · ")}
      >
        <Segmented
          label={t("found.measure")}
          value={measure}
          onChange={(later) => onChange({ later: later === standardChoice.usefulness ? "" : later })}
          options={usefulnessMeasures.map((value) => ({ value, label: t(`found.later.measure.${value}`) }))}
        />
      </FindingHead>
      <FigureGrid charts={charts} data={data} scene={scene} />
      <FindingNotes
        notes={[...sets.map(({ sentence }) => sentence), ...blocks.map(({ sentence }) => sentence), ...notes]}
      />
    </>
  );
}
