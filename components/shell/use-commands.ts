"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { shownName } from "../../lib/core/sample-shop.ts";
import type { DatasetDto } from "../../lib/ingest/dataset-schema.ts";
import type { RunDto } from "../../lib/runs/schema.ts";
import { getJson } from "../api/request.ts";
import { useSampleShop } from "../datasets/use-datasets.ts";
import { useExperiments } from "../experiments/use-experiments.ts";
import { useSegmentList } from "../home/use-segment-list.ts";
import { useRouter } from "../i18n/navigation.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { signOut } from "../workspace/sign-in-requests.ts";
import { useMay } from "../workspace/use-me.ts";
import type { Command } from "./find-commands.ts";
import { rooms } from "./rooms.ts";
import { useLanguage } from "./use-language.ts";
import { setTheme } from "./use-theme.ts";

interface List<T> {
  readonly items: readonly T[];
}

/** Every page, dataset, run, segment, experiment and action that the palette reaches; asked for while it is open. */
export function useCommands(enabled: boolean): readonly Command[] {
  const t = useTranslations("shell");
  const say = useLocalised();
  const router = useRouter();
  const locale = useLocale();
  const [, setLocale] = useLanguage();
  const mayAnalyse = useMay("analyst");
  const mayList = useMay("marketer");
  const isAdmin = useMay("admin");
  const datasets = useQuery({
    queryKey: ["datasets"],
    queryFn: ({ signal }) => getJson<List<DatasetDto>>("/datasets", signal),
    enabled: enabled && mayList,
  });
  const runs = useQuery({
    queryKey: ["runs", "list", "palette"],
    queryFn: ({ signal }) => getJson<List<RunDto>>("/runs?limit=100", signal),
    enabled,
  });
  const segments = useSegmentList(enabled);
  const experiments = useExperiments(enabled);
  const sample = useSampleShop(({ id }) => router.push(`/data/${id}`));

  const go = (href: string) => () => router.push(href);
  const command = (group: string, id: string, label: string, run: () => void, meta?: string): Command => ({
    ...{ id: `${group}-${id}`, group, label, run },
    ...(meta === undefined ? {} : { meta }),
  });
  return [
    ...rooms.map(({ id, href }) => command(t("goTo"), id, t(`room.${id}`), go(href))),
    ...(isAdmin ? [command(t("goTo"), "audit", t("auditLog"), go("/settings?tab=audit"))] : []),
    command(t("goTo"), "health", t("health"), go("/settings?tab=health")),
    ...(mayAnalyse
      ? [
          command(t("do"), "upload", t("newDataset"), go("/data?upload=1")),
          command(t("do"), "run", t("newRun"), go("/runs/new")),
          command(t("do"), "sample", t("sampleShop"), () => sample.mutate(locale)),
        ]
      : []),
    ...(mayList ? [command(t("do"), "experiment", t("newExperiment"), go("/experiments/new"))] : []),
    command(t("do"), "compare", t("compareRuns"), go("/runs/compare")),
    command(t("do"), "compare-experiments", t("compareExperiments"), go("/experiments/compare")),
    ...(isAdmin
      ? [
          command(t("do"), "invite", t("invite"), go("/settings?tab=members&new=invitation")),
          command(t("do"), "key", t("newKey"), go("/settings?tab=keys&new=key")),
        ]
      : []),
    command(t("do"), "theme", t("switchTheme"), () => {
      setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
    }),
    command(t("do"), "language", t("switchLanguage"), () => setLocale(locale === "en" ? "zh" : "en")),
    command(t("do"), "sign-out", t("signOut"), () => void signOut()),
    ...(segments.data?.items ?? []).map((segment) =>
      command(
        t("segmentsFound"),
        segment.id,
        segment.ownName ?? say(segment.name),
        go(`/segments/${segment.id}`),
        t("runNamed", { number: segment.runNumber, name: shownName(segment.datasetName, locale) }),
      ),
    ),
    ...(experiments.data?.items ?? []).map(({ id, name, verdict }) =>
      command(t("experimentsFound"), id, name, go(`/experiments/${id}`), verdict === null ? "" : say(verdict.sentence)),
    ),
    ...(runs.data?.items ?? []).map((run) =>
      command(
        t("recent"),
        run.id,
        t("runNamed", { number: run.number, name: shownName(run.datasetName, locale) }),
        go(`/runs/${run.id}`),
        run.verdict === null ? "" : say(run.verdict),
      ),
    ),
    ...(datasets.data?.items ?? []).map(({ id, name }) =>
      command(t("datasets"), id, shownName(name, locale), go(`/data/${id}`)),
    ),
  ];
}
