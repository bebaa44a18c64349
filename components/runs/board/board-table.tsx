"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { formatNumber } from "../../../lib/core/format.ts";
import type { BoardDto, BoardMeasure, BoardRow } from "../../../lib/runs/board-schema.ts";
import { writeIndex, writeShare } from "../../../lib/segments/charts/number-format.ts";
import { Link } from "../../i18n/navigation.ts";
import { useLocalised } from "../../i18n/use-localised.ts";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { type Column, DataList } from "../../ui/data-list.tsx";
import { Select } from "../../ui/field.tsx";
import { isRanked, orderRuns, rankedValue, rankValues } from "./rank-runs.ts";

/** A row a run: each measure with its place and its null. Readers choose what the rows are ordered by. */
export function BoardTable({ board }: { readonly board: BoardDto }) {
  const t = useTranslations("runs.board");
  const say = useLocalised();
  const [asked, setAsked] = useState("silhouette");
  const measure = board.measures.find(({ id }) => id === asked) ?? board.measures[0];
  const columns = useColumns(board);
  return (
    <Card
      title={t("tableTitle")}
      meta={t("tableMeta")}
      actions={
        measure && (
          <Select
            aria-label={t("orderBy")}
            className="w-auto max-w-56"
            value={measure.id}
            onChange={({ target }) => setAsked(target.value)}
          >
            {board.measures.map(({ id, label }) => (
              <option key={id} value={id}>
                {t("by", { measure: say(label) })}
              </option>
            ))}
          </Select>
        )
      }
    >
      <div className="overflow-x-auto">
        <DataList
          caption={t("tableTitle")}
          columns={columns}
          rows={measure ? orderRuns(board.runs, measure) : board.runs}
          rowKey={({ id }) => id}
        />
      </div>
      {measure && <p className="meta border-line border-t px-4 py-2">{say(measure.help)}</p>}
    </Card>
  );
}

function useColumns({ runs, measures }: BoardDto): readonly Column<BoardRow>[] {
  const t = useTranslations("runs.board");
  const words = useTranslations("runs");
  const say = useLocalised();
  const locale = useLocale();
  return [
    {
      id: "run",
      label: words("run"),
      cell: ({ id, number, algorithm, settings }) => (
        <Link href={`/runs/${id}`} className="group/link block">
          <span className="block font-medium group-hover/link:underline">{say(algorithm)}</span>
          <span className="meta">{t("runWith", { number, settings: say(settings) })}</span>
        </Link>
      ),
      className: "sm:min-w-56",
    },
    {
      id: "segments",
      label: words("segmentsShort"),
      number: true,
      cell: ({ segments, status }) =>
        segments === null ? <Chip>{words(`status.${status}`)}</Chip> : formatNumber(segments),
    },
    {
      id: "noise",
      label: t("noise"),
      number: true,
      cell: (run) => (
        <>
          {run.noise === null ? "–" : writeShare(run.noise, locale)}
          {!isRanked(run) && <span className="meta block max-w-32 text-pretty">{t("unranked")}</span>}
        </>
      ),
    },
    ...measures.map((measure): Column<BoardRow> => {
      const ranks = rankValues(
        runs.map((run) => rankedValue(run, measure)),
        measure.better,
      );
      return {
        id: measure.id,
        label: <span title={say(measure.help)}>{say(measure.label)}</span>,
        number: true,
        cell: (run) => <Value measure={measure} run={run} rank={ranks[runs.indexOf(run)] ?? null} />,
      };
    }),
  ];
}

/** Share of users in no segment from which on a measure says of how many it is. */
const tellable = 0.05;

interface ValueProps {
  readonly measure: BoardMeasure;
  readonly run: BoardRow;
  readonly rank: number | null;
}

function Value({ measure, run, rank }: ValueProps) {
  const t = useTranslations("runs.board");
  const locale = useLocale();
  const found = run.measures[measure.id];
  if (!found) return "–";
  const { noise } = run;
  const write = (value: number) => (Math.abs(value) >= 10 ? formatNumber(value) : writeIndex(value));
  return (
    <span className="inline-block">
      <span className={rank === 1 ? "font-semibold text-accent" : ""}>{write(found.value)}</span>{" "}
      {rank !== null && <span className="meta">{t("place", { rank })}</span>}
      {noise !== null && noise >= tellable && (
        <span className="meta block">{t("ofUsers", { share: writeShare(1 - noise, locale) })}</span>
      )}
      {found.null !== null && <span className="meta block">{t("null", { value: write(found.null) })}</span>}
    </span>
  );
}
