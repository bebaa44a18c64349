"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import { formatNumber, formatShare } from "../../lib/core/format.ts";
import type { ExperimentDetailDto } from "../../lib/experiments/schema.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Icon } from "../ui/icon.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useMay } from "../workspace/use-me.ts";
import { EntryFigure } from "./entry-figure.tsx";
import { LookButton } from "./look-button.tsx";
import { useEndExperiment, useStartExperiment } from "./use-experiments.ts";

/** Who is in which variant, how long it still takes, and how programs ask. */
export function RunningPart({ experiment }: { readonly experiment: ExperimentDetailDto }) {
  const mayDesign = useMay("marketer");
  if (experiment.design === null) return null;
  return (
    <div className="grid items-start gap-4 min-[62.5rem]:grid-cols-2 print:hidden">
      <div className="grid gap-4">
        <Variants experiment={experiment} />
        <EntryFigure experiment={experiment} />
      </div>
      <Schedule experiment={experiment} />
      {mayDesign && experiment.source === "design" && experiment.assigned && <ApiSnippet experiment={experiment} />}
    </div>
  );
}

interface PartProps {
  readonly experiment: ExperimentDetailDto;
}

function Variants({ experiment }: PartProps) {
  const t = useTranslations("experiments");
  const locale = useLocale();
  const mayDesign = useMay("marketer");
  const { id, design, assigned, source, status } = experiment;
  const total = assigned?.reduce((sum, { users }) => sum + users, 0) ?? 0;
  return (
    <Card
      title={t("variants")}
      meta={assigned ? t("assignedMeta", { count: total }) : undefined}
      actions={
        mayDesign &&
        assigned &&
        source === "design" && (
          <Button size="small" asChild>
            <a href={`/api/v1/experiments/${id}/assignment`} download>
              <Icon name="download" size={14} />
              {t("assignmentFile")}
            </a>
          </Button>
        )
      }
    >
      <table className="w-full border-collapse">
        <caption className="sr-only">{t("variants")}</caption>
        <tbody>
          {design?.arms.map(({ arm, share }, at) => {
            const users = assigned?.find((one) => one.arm === arm)?.users;
            return (
              <tr key={arm} className="border-line not-last:border-b">
                <th scope="row" className="px-4 py-2.5 text-left font-medium [overflow-wrap:anywhere]">
                  {arm} {at === 0 && <span className="meta">{t("controlTag")}</span>}
                </th>
                <td className="w-[34%] px-3 py-2.5">
                  <span aria-hidden="true" className="block h-1.5 rounded-full bg-line">
                    <span className="block h-full rounded-full bg-accent" style={{ width: `${100 * share}%` }} />
                  </span>
                </td>
                <td className="num whitespace-nowrap px-4 py-2.5 text-right">
                  {users === undefined ? "" : formatNumber(users)}{" "}
                  <span className="meta">{formatShare(share, locale)}</span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {design?.targeting && <p className="meta border-line border-t px-4 py-2.5">{t("targetedNote")}</p>}
      {status === "draft" && <p className="meta border-line border-t px-4 py-2.5">{t("draftNote")}</p>}
    </Card>
  );
}

function Schedule({ experiment }: PartProps) {
  const t = useTranslations("experiments");
  const say = useLocalised();
  const locale = useLocale();
  const format = useFormatter();
  const mayDesign = useMay("marketer");
  const start = useStartExperiment();
  const end = useEndExperiment(experiment.id);
  const { id, people, design, config, startedAt, readyAt, endedAt, looks, exposed, status, smallestEffect } =
    experiment;
  const day = (at: string) => format.dateTime(new Date(at), { dateStyle: "medium" });
  const facts: readonly (readonly [string, string] | false | null)[] = [
    people && [t("people"), say(people.name)],
    design && [t("window"), t("daysCount", { count: design.windowDays })],
    smallestEffect && [t("smallest"), `± ${formatShare(smallestEffect.relative, locale)}`],
    [t("mode"), t(`modes.${config.mode}`)],
    design !== null && design.holdout > 0 && [t("holdout"), formatShare(design.holdout, locale)],
    design?.layer ? [t("layer"), `${design.layer.name}, ${formatShare(design.layer.share, locale)}`] : false,
    startedAt !== null && [t("started"), day(startedAt)],
    readyAt !== null && (status === "running" || status === "ended") && [t("ready"), day(readyAt)],
    endedAt !== null && [t("ended"), day(endedAt)],
    status !== "draft" && [t("looksTaken"), t("looksOf", { taken: looks.taken, planned: looks.planned ?? "∞" })],
    exposed > 0 && [t("exposed"), formatNumber(exposed)],
  ];
  return (
    <Card title={t("schedule")}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 px-4 py-3 text-sm">
        {facts.map(
          (row) =>
            row && (
              <div key={row[0]} className="contents">
                <dt className="text-ink-3">{row[0]}</dt>
                <dd className="text-right [overflow-wrap:anywhere]">{row[1]}</dd>
              </div>
            ),
        )}
      </dl>
      {mayDesign && (
        <div className="flex flex-wrap justify-end gap-2 border-line border-t px-4 py-3">
          {status === "draft" && (
            <Button tone="primary" busy={start.isPending} onClick={() => start.mutate({ id, locale })}>
              {t("start")}
            </Button>
          )}
          {status === "running" && (
            <Button busy={end.isPending} onClick={() => end.mutate(undefined)}>
              {t("end")}
            </Button>
          )}
          {status !== "draft" && <LookButton experiment={experiment} />}
        </div>
      )}
      {start.error && <ProblemNote error={start.error} />}
    </Card>
  );
}

/** How a shop's own program asks for a variant. */
function ApiSnippet({ experiment }: PartProps) {
  const t = useTranslations("experiments");
  const origin = typeof window === "undefined" ? "" : window.location.origin;
  return (
    <Card title={t("api")} meta={t("apiMeta")} className="min-[62.5rem]:col-span-2">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <pre tabIndex={0} className="overflow-x-auto px-4 py-3 font-mono text-xs leading-5">
        {[
          `curl ${origin}/api/v1/experiments/${experiment.id}/assign \\`,
          '  -H "Authorization: Bearer clade_…" -H "Content-Type: application/json" \\',
          `  -d '{"users": ["17850", "12583"]}'`,
        ].join("\n")}
      </pre>
    </Card>
  );
}
