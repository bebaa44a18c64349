"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { DatasetDetailDto } from "../../lib/ingest/dataset-schema.ts";
import { TagsCard } from "../tags/tags-card.tsx";
import { Button } from "../ui/button.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { useMay } from "../workspace/use-me.ts";
import { DatasetFacts } from "./dataset-facts.tsx";
import { DatasetRuns } from "./dataset-runs.tsx";
import { FeaturesTab } from "./features-tab.tsx";
import { PreviewTab } from "./preview-tab.tsx";
import { ProfileTab } from "./profile-tab.tsx";
import { QualityTab } from "./quality-tab.tsx";
import { datasetTabs, useDatasetView } from "./use-dataset-view.ts";
import { useVersion } from "./use-versions.ts";
import { VersionsTab } from "./versions-tab.tsx";

interface VersionViewProps {
  readonly dataset: DatasetDetailDto;
  /** Its newest version. */
  readonly newest: number;
}

/** What was read of a dataset: the newest version, or the one that the address names. */
export function VersionView({ dataset, newest }: VersionViewProps) {
  const t = useTranslations("datasets");
  const maySeeRows = useMay("analyst");
  const { tab, version: asked, change } = useDatasetView();
  const place = { datasetId: dataset.id, number: asked ?? newest };
  const { data: version, error, refetch } = useVersion(place);
  if (error) return <ProblemNote error={error} onRetry={refetch} />;
  if (!version) return <ViewSkeleton />;
  const content = {
    preview: <PreviewTab place={place} version={version} />,
    profile: <ProfileTab place={place} />,
    // Another version, another page of its rows.
    quality: <QualityTab key={place.number} place={place} version={version} />,
    features: <FeaturesTab place={place} />,
    versions: <VersionsTab place={place} onShow={(number) => change({ version: number === newest ? null : number })} />,
  };
  const tabs = datasetTabs.filter((known) => maySeeRows || (known !== "preview" && known !== "profile"));
  const first = tabs[0] ?? "quality";
  return (
    <div className="grid gap-4">
      {place.number !== newest && <OlderNote number={place.number} createdAt={version.createdAt} newest={newest} />}
      <DatasetFacts summary={version.summary} />
      <TagsCard datasetId={dataset.id} />
      <section className="card min-w-0">
        <Tabs
          label={t("views")}
          value={tabs.find((known) => known === tab) ?? first}
          onChange={(next) => change({ tab: next === first ? null : next })}
          tabs={tabs.map((known) => ({ value: known, label: t(`tabs.${known}`), content: content[known] }))}
        />
      </section>
      <DatasetRuns datasetId={dataset.id} />
    </div>
  );
}

interface OlderNoteProps {
  readonly number: number;
  readonly createdAt: string;
  readonly newest: number;
}

function OlderNote({ number, createdAt, newest }: OlderNoteProps) {
  const t = useTranslations("datasets");
  const format = useFormatter();
  const { change } = useDatasetView();
  return (
    <div
      role="note"
      className="flex flex-wrap items-center gap-3 rounded-lg border border-line bg-warn-soft px-4 py-2.5"
    >
      <span className="min-w-0 flex-1">
        {t("older", { number, newest, when: format.dateTime(new Date(createdAt), { dateStyle: "medium" }) })}
      </span>
      <Button size="small" onClick={() => change({ version: null })}>
        {t("showNewest")}
      </Button>
    </div>
  );
}

function ViewSkeleton() {
  return (
    <div className="grid gap-4" aria-hidden="true">
      <Skeleton className="h-[84px]" />
      <Skeleton className="h-[420px]" />
    </div>
  );
}
