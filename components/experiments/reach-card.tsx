"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useDeferredValue, useState } from "react";
import { formatNumber, formatShare } from "../../lib/core/format.ts";
import type { DesignEstimate } from "../../lib/experiments/design-schema.ts";
import type { ExperimentPeople } from "../../lib/experiments/schema.ts";
import { sendJson } from "../api/request.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Button } from "../ui/button.tsx";
import { Field, Input } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { type DesignDraft, toNewExperiment } from "./design-draft.ts";
import { PowerFigure } from "./report/power-figure.tsx";

interface ReachCardProps {
  readonly draft: DesignDraft;
  readonly people: ExperimentPeople;
  readonly isWhole: boolean;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onDraft: () => void;
}

/** How small an effect the design can see, before anything else; stays in view. */
export function ReachCard({ draft, people, isWhole, isBusy, error, onDraft }: ReachCardProps) {
  const t = useTranslations("experiments");
  const say = useLocalised();
  const locale = useLocale();
  const [effect, setEffect] = useState("");
  const estimate = useEstimate(draft, people, Number(effect) / 100);
  const { data } = estimate;
  return (
    <section
      aria-label={t("reach.title")}
      className="card grid gap-3 px-5 py-4 min-[62.5rem]:sticky min-[62.5rem]:top-0 min-[62.5rem]:max-h-[calc(100dvh-88px)] min-[62.5rem]:overflow-y-auto"
    >
      <h2>{t("reach.title")}</h2>
      <div aria-live="polite" className="grid gap-3">
        {estimate.isPending && <Skeleton className="h-[150px]" />}
        {data && (
          <>
            {data.planned?.relative != null && (
              <p className="num font-semibold text-[28px] leading-9 tracking-[-0.02em]">
                ± {writeRelative(data.planned.relative, locale)}
              </p>
            )}
            <p className="text-sm">{say(data.sentence)}</p>
            {data.weeks.length > 0 && <Weeks estimate={data} />}
            <Field label={t("reach.effect")} help={data.needed ? neededText(data.needed, t) : t("reach.effectHelp")}>
              {(ids) => (
                <Input
                  {...ids}
                  type="number"
                  min={0.1}
                  max={1000}
                  step="any"
                  placeholder="5"
                  className="num max-w-28"
                  value={effect}
                  onChange={({ target }) => setEffect(target.value)}
                />
              )}
            </Field>
            {data.warnings.map((warning) => (
              <p key={warning.en} className="flex gap-2 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
                <Icon name="warning" size={14} />
                <span className="min-w-0">{say(warning)}</span>
              </p>
            ))}
            <Segments estimate={data} />
            {data.curve.length > 1 && (
              <div className="-mx-4">
                <PowerFigure estimate={data} />
              </div>
            )}
          </>
        )}
      </div>
      {estimate.error && <ProblemNote error={estimate.error} />}
      {error ? <ProblemNote error={error} /> : null}
      {!isWhole && <p className="meta">{t("reach.incomplete")}</p>}
      <Button type="submit" tone="primary" className="w-full" busy={isBusy} disabled={!isWhole}>
        {t("start")}
      </Button>
      <Button className="w-full" busy={isBusy} disabled={!isWhole} onClick={onDraft}>
        {t("reach.draft")}
      </Button>
    </section>
  );
}

function useEstimate(draft: DesignDraft, people: ExperimentPeople, effect: number) {
  const locale = useLocale();
  const { config, design } = toNewExperiment(draft, people, locale);
  // Its words change nothing about its reach.
  const asked = useDeferredValue(
    JSON.stringify({
      ...{ people, config: { ...config, name: "", hypothesis: "" }, design, locale },
      ...(effect > 0 && effect <= 10 ? { effect } : {}),
    }),
  );
  return useQuery({
    queryKey: ["experiments", "estimate", asked],
    queryFn: () => sendJson<DesignEstimate>("POST", "/experiments/estimate", JSON.parse(asked)),
    placeholderData: (before) => before,
    staleTime: 60_000,
    retry: false,
  });
}

interface EstimateProps {
  readonly estimate: DesignEstimate;
}

function Weeks({ estimate }: EstimateProps) {
  const t = useTranslations("experiments");
  const locale = useLocale();
  const head = "pb-1 font-normal text-ink-3 text-xs";
  return (
    <table className="w-full border-collapse text-sm">
      <caption className="sr-only">{t("reach.weeks")}</caption>
      <thead>
        <tr>
          <th scope="col" className={`${head} text-left`}>
            {t("reach.after")}
          </th>
          <th scope="col" className={`${head} text-right`}>
            {t("users")}
          </th>
          <th scope="col" className={`${head} text-right`}>
            {t("reach.sees")}
          </th>
        </tr>
      </thead>
      <tbody>
        {estimate.weeks.map(({ days, users, relative }) => (
          <tr key={days}>
            <th scope="row" className="py-0.5 text-left font-normal">
              {t("daysCount", { count: days })}
            </th>
            <td className="num py-0.5 text-right">{formatNumber(users)}</td>
            <td className="num py-0.5 text-right">
              {relative === null ? "–" : `± ${writeRelative(relative, locale)}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Segments({ estimate }: EstimateProps) {
  const t = useTranslations("experiments");
  const say = useLocalised();
  const locale = useLocale();
  const { segments } = estimate;
  const small = segments.filter(({ isTooSmall }) => isTooSmall);
  if (segments.length < 2) return null;
  return (
    <details>
      <summary className="cursor-pointer font-medium text-sm">
        {small.length === 0 ? t("reach.segmentsFine") : t("reach.segmentsSmall", { count: small.length })}
      </summary>
      <ul className="mt-2 grid gap-2 text-sm">
        {segments.map(({ segment, users, relative, warning }) => (
          <li key={segment}>
            <span className="flex justify-between gap-3">
              <span className="min-w-0 [overflow-wrap:anywhere]">{segment}</span>
              <span className="num flex-none">{relative === null ? "–" : `± ${writeRelative(relative, locale)}`}</span>
            </span>
            <span className={warning ? "text-warn text-xs" : "meta"}>
              {warning ? say(warning) : t("usersCount", { count: users })}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

type Translate = ReturnType<typeof useTranslations<"experiments">>;

function neededText({ users, days }: NonNullable<DesignEstimate["needed"]>, t: Translate): string {
  return days === null ? t("reach.neededNever", { users }) : t("reach.needed", { users, days });
}

/** Below ten per cent a decimal tells. */
function writeRelative(relative: number, locale: "en" | "zh"): string {
  const sign = locale === "zh" ? "%" : "\u00a0%";
  return relative < 0.0995 ? `${formatNumber(100 * relative, 1)}${sign}` : formatShare(relative, locale);
}
