"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { formatNumber } from "../../lib/core/format.ts";
import type { FusedBlockSummary, UsedBlocks } from "../../lib/embedding/schema.ts";
import { contributionWords } from "../../lib/segments/charts/findings/contribution.ts";
import { findingCharts } from "../../lib/segments/charts/findings/index.ts";
import { writeIndex, writeShare } from "../../lib/segments/charts/number-format.ts";
import type { Scene } from "../../lib/segments/charts/plot.ts";
import type { ReportData } from "../../lib/segments/schema.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { DataList } from "../ui/data-list.tsx";
import { AdapterFigures } from "./adapter-figures.tsx";
import { BehaviourFigures } from "./behaviour-figures.tsx";
import { FigureGrid } from "./figure-grid.tsx";
import { FindingHead, FindingNotes } from "./finding-words.tsx";

interface BlockFindingsProps {
  readonly data: ReportData;
  readonly blocks: UsedBlocks;
  readonly scene: Scene | null;
}

/** What the distances were made of, what each block adds to the segments, and how its encoder came about. */
export function BlockFindings({ data, blocks, scene }: BlockFindingsProps) {
  const t = useTranslations("runs");
  const locale = useLocale();
  const say = useLocalised();
  const charts = useMemo(() => findingCharts(data, "blocks"), [data]);
  const { fusion, text, behaviour } = blocks;
  const used = fusion.blocks.filter(({ leftOut }) => leftOut === null);
  const out = fusion.blocks.filter(({ leftOut }) => leftOut !== null);
  const total = used.reduce((sum, { weight }) => sum + weight, 0);
  const inWords = (some: readonly FusedBlockSummary[]) =>
    some.map(({ id }) => t(`used.inWords.${id}`)).join(locale === "zh" ? "、" : ", ");
  return (
    <>
      <FindingHead
        title={t(out.length > 0 ? "used.title.some" : "used.title.all", { blocks: inWords(used), out: inWords(out) })}
        meta={t("used.meta")}
      />
      <DataList
        caption={t("used.meta")}
        rows={fusion.blocks}
        rowKey={({ id }) => id}
        columns={[
          {
            id: "block",
            label: t("used.block"),
            cell: ({ id, leftOut }) => (
              <>
                <span className="font-medium">{t(`used.id.${id}`)}</span>
                <span className="meta block">{leftOut === null ? t("used.enters") : say(leftOut)}</span>
              </>
            ),
          },
          {
            id: "coverage",
            label: t("used.coverage"),
            number: true,
            cell: ({ coverage }) => writeShare(coverage, locale),
          },
          { id: "columns", label: t("used.columns"), number: true, cell: ({ columns }) => formatNumber(columns) },
          {
            id: "weight",
            label: t("used.weight"),
            number: true,
            cell: ({ weight }) => formatNumber(weight, Number.isInteger(weight) ? 0 : 2),
          },
          {
            id: "share",
            label: t("used.share"),
            number: true,
            cell: ({ weight, leftOut }) => (leftOut === null ? writeShare(weight / total, locale) : "–"),
          },
        ]}
      />
      <FigureGrid charts={charts} data={data} scene={scene} />
      <FindingNotes notes={contributionWords(data)} />
      {text && <TextFacts text={text} />}
      {text?.adaptation && <AdapterFigures adaptation={text.adaptation} />}
      {behaviour && <BehaviourFigures behaviour={behaviour} theme={scene?.theme ?? null} />}
    </>
  );
}

function TextFacts({ text }: { readonly text: NonNullable<UsedBlocks["text"]> }) {
  const t = useTranslations("runs");
  const locale = useLocale();
  const { encoder, dimension, texts, setApart, student, explained } = text;
  const facts: readonly (readonly [string, string, string])[] = [
    [t("used.encoder"), encoder, t("used.dimension", { count: dimension, kept: writeShare(explained, locale) })],
    [t("used.texts"), formatNumber(texts), ""],
    [t("used.setApart"), formatNumber(setApart), ""],
    ...(student
      ? [
          [
            t("used.student"),
            writeIndex(student.cosine),
            t("used.studentHelp", { cosine: writeIndex(student.cosine), recall: writeShare(student.recall, locale) }),
          ] as const,
        ]
      : []),
  ];
  return (
    <div className="border-line border-t px-4 py-3">
      <h3 className="mb-2 font-medium text-sm">{t("used.text")}</h3>
      <dl className="grid gap-x-8 gap-y-2 text-sm sm:grid-cols-3">
        {facts.map(([label, value, help]) => (
          <div key={label}>
            <dt className="meta">{label}</dt>
            <dd className="num [overflow-wrap:anywhere]">{value}</dd>
            {help && <dd className="meta">{help}</dd>}
          </div>
        ))}
      </dl>
    </div>
  );
}
