"use client";

import { useTranslations } from "next-intl";
import type { FindingKind } from "../../lib/segments/charts/findings/index.ts";
import type { Scene } from "../../lib/segments/charts/plot.ts";
import type { ReportData } from "../../lib/segments/schema.ts";
import { Tabs } from "../ui/tabs.tsx";
import { BlockFindings } from "./block-findings.tsx";
import { LabelFindings } from "./label-findings.tsx";
import { LaterFindings } from "./later-findings.tsx";
import type { ViewState } from "./use-view-state.ts";

interface FindingsCardProps {
  readonly data: ReportData;
  readonly scene: Scene | null;
  readonly state: ViewState;
  readonly onChange: (part: Partial<ViewState>) => void;
}

/** What the segments rest on: what each block adds, what came later, how the shop's own label is told. */
export function FindingsCard(props: FindingsCardProps) {
  const t = useTranslations("runs");
  const { data, scene, state, onChange } = props;
  const { blocks, findings } = data;
  const parts = {
    blocks: blocks && <BlockFindings data={data} blocks={blocks} scene={scene} />,
    outOfTime: findings.usefulness && <LaterFindings {...props} usefulness={findings.usefulness} />,
    labels: findings.labels && <LabelFindings {...props} labels={findings.labels} />,
  } as const;
  const kinds = (Object.keys(parts) as FindingKind[]).filter((kind) => parts[kind]);
  const [first] = kinds;
  if (!first) return null;
  return (
    <section className="card mt-4 min-w-0">
      <Tabs
        label={t("found.label")}
        value={kinds.find((kind) => kind === state.found) ?? first}
        onChange={(found) => onChange({ found: found === first ? "" : found })}
        tabs={kinds.map((kind) => ({ value: kind, label: t(`found.tab.${kind}`), content: parts[kind] }))}
      />
    </section>
  );
}
