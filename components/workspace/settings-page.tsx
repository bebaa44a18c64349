"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRouter } from "../i18n/navigation.ts";
import { ModelsList } from "../models/models-list.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { AuditLog } from "./audit-log.tsx";
import { Health } from "./health.tsx";
import { Keys } from "./keys.tsx";
import { Members } from "./members.tsx";
import { useMay } from "./use-me.ts";
import { WorkspaceName } from "./workspace-name.tsx";

const names = ["members", "models", "keys", "audit", "health"] as const;
/** Everybody may look; what may be changed there is offered to admins only. */
const open: readonly string[] = ["models", "health"];

export function SettingsPage() {
  const t = useTranslations("workspace");
  const router = useRouter();
  const asked = useSearchParams().get("tab");
  const isAdmin = useMay("admin");
  const content = {
    members: <Members />,
    models: <ModelsList />,
    keys: <Keys />,
    audit: <AuditLog />,
    health: <Health />,
  };
  const closed = <p className="px-4 py-10 text-center text-ink-2">{t("adminOnly")}</p>;
  return (
    <>
      <PageHeader title={t("settings.title")} actions={<WorkspaceName />} />
      <section className="card">
        <Tabs
          label={t("settings.title")}
          value={names.find((name) => name === asked) ?? "members"}
          onChange={(tab) => router.replace(`/settings?tab=${tab}`)}
          tabs={names.map((name) => ({
            value: name,
            label: t(`settings.${name}`),
            content: isAdmin || open.includes(name) ? content[name] : closed,
          }))}
        />
      </section>
    </>
  );
}
