"use client";

import { useSearchParams } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { ExperimentPeople } from "../../lib/experiments/schema.ts";
import { NoData } from "../datasets/no-data.tsx";
import { Link, useRouter } from "../i18n/navigation.ts";
import { Card } from "../ui/card.tsx";
import { Field, Input, inputLook } from "../ui/field.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { type DesignDraft, newDesign, targetedPeople, toNewExperiment, totalPercent } from "./design-draft.ts";
import { MetricsCard } from "./metrics-card.tsx";
import { ModeCard } from "./mode-card.tsx";
import { PeopleField, usePeopleChoices } from "./people-field.tsx";
import { ReachCard } from "./reach-card.tsx";
import { TargetingFields } from "./targeting-fields.tsx";
import { useCreateExperiment, useStartExperiment } from "./use-experiments.ts";
import { VariantsCard } from "./variants-card.tsx";

/** One page, no wizard; how small an effect it can see stands beside every choice. */
export function NewExperimentPage() {
  const t = useTranslations("experiments");
  const locale = useLocale();
  const router = useRouter();
  const asked = useSearchParams();
  const choices = usePeopleChoices();
  const [chosen, setChosen] = useState<ExperimentPeople | null>(null);
  const [draft, setDraft] = useState<DesignDraft>(() => newDesign([t("design.control"), t("design.treatment")]));
  const create = useCreateExperiment();
  const start = useStartExperiment();
  const targeted = draft.targeting && targetedPeople(draft.targeting);
  const people = targeted ?? chosen ?? askedPeople(asked, choices) ?? choices?.[0]?.people ?? null;
  const set = (change: Partial<DesignDraft>) => setDraft({ ...draft, ...change });
  const isWhole = draft.name.trim() !== "" && totalPercent(draft) === 100 && draft.metrics.length > 0;

  function send(isStarted: boolean) {
    if (people === null || !isWhole) return;
    create.mutate(toNewExperiment(draft, people, locale), {
      onSuccess: ({ id }) => {
        const open = () => router.push(`/experiments/${id}`);
        // A draft that could not start is there all the same, and its page says why.
        if (isStarted) start.mutate({ id, locale }, { onSettled: open });
        else open();
      },
    });
  }

  const header = (
    <PageHeader
      crumbs={
        <Link href="/experiments" className="hover:underline">
          {t("title")}
        </Link>
      }
      title={t("newTitle")}
      meta={t("newMeta")}
    />
  );
  if (choices === undefined)
    return (
      <>
        {header}
        <Skeleton className="h-[640px]" />
      </>
    );
  if (people === null)
    return (
      <>
        {header}
        <NoData title={t("noPeopleTitle")} text={t("noPeopleText")} />
      </>
    );
  return (
    <>
      {header}
      <form
        className="grid items-start gap-4 min-[62.5rem]:grid-cols-[minmax(0,1fr)_340px]"
        onSubmit={(event) => {
          event.preventDefault();
          send(true);
        }}
      >
        <div className="grid min-w-0 gap-4">
          <Card title={t("design.what")}>
            <div className="grid gap-4 px-5 py-4">
              <Field label={t("name")}>
                {(ids) => (
                  <Input
                    {...ids}
                    required
                    maxLength={200}
                    placeholder={t("design.namePlaceholder")}
                    value={draft.name}
                    onChange={({ target }) => set({ name: target.value })}
                  />
                )}
              </Field>
              <Field label={t("design.hypothesis")} help={t("design.hypothesisHelp")}>
                {(ids) => (
                  <textarea
                    {...ids}
                    rows={2}
                    maxLength={2000}
                    value={draft.hypothesis}
                    onChange={({ target }) => set({ hypothesis: target.value })}
                    className={inputLook}
                  />
                )}
              </Field>
              <TargetingFields draft={draft} onChange={set} />
              {draft.targeting === null && <PeopleField choices={choices} value={people} onChange={setChosen} />}
            </div>
          </Card>
          <MetricsCard draft={draft} onChange={set} />
          <VariantsCard draft={draft} onChange={set} />
          <ModeCard draft={draft} onChange={set} />
        </div>
        <ReachCard
          draft={draft}
          people={people}
          isWhole={isWhole}
          isBusy={create.isPending || start.isPending}
          error={create.error}
          onDraft={() => send(false)}
        />
      </form>
    </>
  );
}

/** Whom the page was opened for: ?segment=, ?run= or ?dataset=. */
function askedPeople(
  asked: Pick<URLSearchParams, "get">,
  choices: ReturnType<typeof usePeopleChoices>,
): ExperimentPeople | null {
  const wanted = asked.get("segment") ?? asked.get("run") ?? asked.get("dataset");
  return choices?.find(({ people }) => people.id === wanted)?.people ?? null;
}
