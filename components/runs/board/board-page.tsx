"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import type { BoardDto } from "../../../lib/runs/board-schema.ts";
import { getJson } from "../../api/request.ts";
import { Link } from "../../i18n/navigation.ts";
import { useLocalised } from "../../i18n/use-localised.ts";
import { PageProblem } from "../../shell/page-problem.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { AgreementGrid } from "./agreement-grid.tsx";
import { BoardTable } from "./board-table.tsx";
import { leadingRun } from "./rank-runs.ts";

/** Several ways to segment the same users, measured side by side. */
export function BoardPage() {
  const t = useTranslations("runs.board");
  const runs = useTranslations("runs");
  const asked = useSearchParams().get("runs") ?? "";
  const board = useQuery({
    queryKey: ["runs", "board", asked],
    queryFn: ({ signal }) => getJson<BoardDto>(`/runs/board?runs=${encodeURIComponent(asked)}`, signal),
    enabled: asked !== "",
    refetchInterval: ({ state }) => (countActive(state.data) > 0 ? 4000 : false),
  });
  if (board.error) return <PageProblem error={board.error} onRetry={board.refetch} />;
  const { data } = board;
  return (
    <>
      <PageHeader
        crumbs={
          <Link href="/runs" className="hover:underline">
            {runs("title")}
          </Link>
        }
        title={data ? <Finding board={data} /> : t("title")}
        meta={t("meta")}
      />
      {asked === "" && (
        <Card>
          <EmptyState
            title={t("emptyTitle")}
            text={t("emptyText")}
            actions={
              <Button asChild tone="primary">
                <Link href="/runs/new">{runs("newTitle")}</Link>
              </Button>
            }
          />
        </Card>
      )}
      {asked !== "" && !data && (
        <div className="grid gap-4" aria-hidden="true">
          <Skeleton className="h-[320px]" />
          <Skeleton className="h-[260px]" />
        </div>
      )}
      {data && (
        <div className="grid gap-4">
          <BoardTable board={data} />
          <AgreementGrid board={data} />
        </div>
      )}
    </>
  );
}

/** Who leads by how many measures, or how far the runs are: a count that anybody can make again from the table. */
function Finding({ board }: { readonly board: BoardDto }) {
  const t = useTranslations("runs.board");
  const say = useLocalised();
  const active = countActive(board);
  if (active > 0) return t("working", { done: board.runs.length - active, all: board.runs.length });
  const lead = leadingRun(board.runs, board.measures);
  if (!lead) return t("noLead");
  return t("lead", {
    name: say(lead.run.algorithm),
    number: lead.run.number,
    firsts: lead.firsts,
    all: board.measures.length,
  });
}

function countActive(board: BoardDto | undefined): number {
  return board?.runs.filter(({ status }) => status === "queued" || status === "running").length ?? 0;
}
