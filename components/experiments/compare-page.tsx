"use client";

import { useSearchParams } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { formatNumber, formatShare } from "../../lib/core/format.ts";
import type { ExperimentDto } from "../../lib/experiments/schema.ts";
import { Link, useRouter } from "../i18n/navigation.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Card } from "../ui/card.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { ComparedFigure } from "./compared-figure.tsx";
import { MoneyRange } from "./money-range.tsx";
import { StateChip } from "./state-chip.tsx";
import { useExperiments } from "./use-experiments.ts";

const usual = 3;

/** Several experiments side by side, chosen in the address: what each said, of how many, and what it is worth. */
export function ComparePage() {
  const t = useTranslations("experiments");
  const router = useRouter();
  const asked = useSearchParams().get("ids");
  const experiments = useExperiments();
  const read = experiments.data?.items.filter(({ verdict }) => verdict !== null) ?? [];
  const ids = asked === null ? read.slice(0, usual).map(({ id }) => id) : asked.split(",");
  const chosen = read.filter(({ id }) => ids.includes(id));
  const choose = (id: string, isOn: boolean) => {
    const next = isOn ? [...chosen.map((one) => one.id), id] : chosen.map((one) => one.id).filter((one) => one !== id);
    router.replace(`/experiments/compare?ids=${next.join(",")}`);
  };
  return (
    <>
      <PageHeader
        crumbs={
          <Link href="/experiments" className="hover:underline">
            {t("title")}
          </Link>
        }
        title={t("compareTitle")}
        meta={t("compareMeta")}
      />
      {experiments.error && <ProblemNote error={experiments.error} onRetry={experiments.refetch} />}
      {experiments.isPending && (
        <Card>
          <SkeletonRows rows={6} />
        </Card>
      )}
      {experiments.data && read.length === 0 && (
        <Card>
          <EmptyState title={t("compareNone")} text={t("compareNoneText")} />
        </Card>
      )}
      {read.length > 0 && (
        <div className="grid gap-4">
          <fieldset className="card flex flex-wrap gap-x-5 gap-y-2 px-4 py-3">
            <legend className="sr-only">{t("compareChoose")}</legend>
            {read.map(({ id, name }) => (
              <Checkbox
                key={id}
                label={name || t("unnamed")}
                checked={ids.includes(id)}
                onChange={({ target }) => choose(id, target.checked)}
              />
            ))}
          </fieldset>
          <ComparedFigure experiments={chosen} />
          <div className="grid items-stretch gap-4 sm:grid-cols-2 xl:grid-cols-3">
            {chosen.map((experiment) => (
              <Side key={experiment.id} experiment={experiment} />
            ))}
          </div>
        </div>
      )}
    </>
  );
}

function Side({ experiment }: { readonly experiment: ExperimentDto }) {
  const t = useTranslations("experiments");
  const say = useLocalised();
  const locale = useLocale();
  const { id, name, verdict, users, smallestEffect, mode, createdBy } = experiment;
  if (verdict === null) return null;
  const facts: readonly (readonly [string, string])[] = [
    [t("users"), users === null ? "–" : formatNumber(users)],
    [t("smallest"), smallestEffect ? `± ${formatShare(smallestEffect.relative, locale)}` : "–"],
    [t("mode"), t(`modes.${mode}`)],
    [t("who"), createdBy],
  ];
  return (
    <article className="card grid content-start gap-3 p-4">
      <div className="flex flex-wrap items-center gap-2">
        <Link href={`/experiments/${id}`} className="font-semibold hover:underline [overflow-wrap:anywhere]">
          {name || t("unnamed")}
        </Link>
        <StateChip experiment={experiment} />
      </div>
      <p>{say(verdict.sentence)}</p>
      {verdict.money ? (
        <div>
          <span className="meta block">{t("margin")}</span>
          <MoneyRange money={verdict.money} />
        </div>
      ) : null}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 border-line border-t pt-3 text-sm">
        {facts.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-ink-3">{label}</dt>
            <dd className="num text-right [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
    </article>
  );
}
