"use client";

import { useFormatter, useNow, useTranslations } from "next-intl";
import type { DatasetDto } from "../../lib/ingest/dataset-schema.ts";
import type { RunDto } from "../../lib/runs/schema.ts";
import { useShownName } from "../datasets/use-shown-name.ts";
import { Link } from "../i18n/navigation.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Card } from "../ui/card.tsx";

interface TodoProps {
  readonly runs: readonly RunDto[];
  readonly datasets: readonly DatasetDto[];
}

interface Task {
  readonly id: string;
  readonly href: string;
  readonly title: string;
  readonly text: string;
}

/** What only a person can do next: describe, run, look at what failed. */
export function Todo({ runs, datasets }: TodoProps) {
  const t = useTranslations("home");
  const tasks = useTasks(runs, datasets);
  return (
    <Card title={t("todo")}>
      {tasks.length === 0 && <p className="px-4 py-8 text-center text-ink-2">{t("todoNone")}</p>}
      <ul>
        {tasks.slice(0, 6).map(({ id, href, title, text }) => (
          <li key={id} className="border-line border-b last:border-0">
            <Link href={href} className="block px-4 py-3 -outline-offset-2 hover:bg-sunken">
              <span className="block font-medium [overflow-wrap:anywhere]">{title}</span>
              <span className="meta">{text}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function useTasks(runs: readonly RunDto[], datasets: readonly DatasetDto[]): readonly Task[] {
  const showName = useShownName();
  const t = useTranslations("home");
  const say = useLocalised();
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const hasRun = new Set(runs.map(({ datasetId }) => datasetId));
  const tasks = datasets.flatMap(({ id, name: stored, status, updatedAt, users, error }): Task[] => {
    const name = showName(stored);
    const href = `/data/${id}`;
    const when = format.relativeTime(new Date(updatedAt), now);
    if (status === "draft")
      return [{ id, href, title: t("todoDescribe", { name }), text: t("todoDescribeText", { when }) }];
    if (status === "failed")
      return [{ id, href, title: t("todoFailed", { name }), text: error ? say(error.detail) : when }];
    const done = runs.find(({ datasetId, status: state }) => datasetId === id && state === "done");
    if (status === "ready" && done?.version && (done.newestVersion ?? 0) > done.version)
      return [
        {
          id,
          href: `/runs/new?dataset=${id}`,
          title: t("todoRefresh", { name }),
          text: t("todoRefreshText", { newest: done.newestVersion ?? 0, version: done.version }),
        },
      ];
    if (status !== "ready" || hasRun.has(id)) return [];
    const text = t("todoRunText", { users: users ?? 0 });
    return [{ id, href: `/runs/new?dataset=${id}`, title: t("todoRun", { name }), text }];
  });
  const [last] = runs;
  if (last?.status !== "failed") return tasks;
  const { id, number, datasetName, error } = last;
  const name = showName(datasetName);
  const text = error ? say(error.detail) : "";
  return [{ id, href: `/runs/${id}`, title: t("todoRunFailed", { number, name }), text }, ...tasks];
}
