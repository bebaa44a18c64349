"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import type { ApiKeyDto } from "../../lib/workspace/schema.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { DataList } from "../ui/data-list.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Icon } from "../ui/icon.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { KeyDialog } from "./key-dialog.tsx";
import { useAsked } from "./use-asked.ts";
import { useApiKeys, useRevokeKey } from "./use-workspace.ts";

export function Keys() {
  const t = useTranslations("workspace");
  const role = useTranslations("shell");
  const format = useFormatter();
  const keys = useApiKeys();
  const revoke = useRevokeKey();
  const [isMaking, setMaking] = useAsked("key");
  const [ending, setEnding] = useState<ApiKeyDto | null>(null);
  const day = (iso: string) => format.dateTime(new Date(iso), { dateStyle: "medium" });
  return (
    <>
      <div className="flex flex-wrap items-center gap-3 border-line border-b px-4 py-3">
        <span className="meta">{t("keysText")}</span>
        <span className="ml-auto flex gap-2">
          <Button asChild>
            <a href="/api/v1/openapi">{t("apiDocument")}</a>
          </Button>
          <Button tone="primary" onClick={() => setMaking(true)}>
            <Icon name="plus" size={14} />
            {t("keyNew")}
          </Button>
        </span>
      </div>
      {keys.error && <ProblemNote error={keys.error} onRetry={keys.refetch} />}
      {keys.isPending && <SkeletonRows rows={3} />}
      {keys.data?.items.length === 0 && (
        <EmptyState picture={<Icon name="key" size={28} />} title={t("keysEmpty")} text={t("keysEmptyText")} />
      )}
      {keys.data && keys.data.items.length > 0 && (
        <DataList
          caption={t("settings.keys")}
          rows={keys.data.items}
          rowKey={({ id }) => id}
          columns={[
            { id: "name", label: t("keyName"), cell: ({ name }) => <span className="font-medium">{name}</span> },
            {
              id: "prefix",
              label: t("keyColumn"),
              cell: ({ prefix }) => <code className="font-mono text-xs">{prefix}…</code>,
            },
            { id: "role", label: t("role"), cell: (key) => role(`role.${key.role}`) },
            { id: "by", label: t("createdBy"), cell: ({ createdBy }) => createdBy },
            { id: "made", label: t("created"), cell: ({ createdAt }) => day(createdAt) },
            { id: "used", label: t("lastUsed"), cell: ({ lastUsedAt }) => (lastUsedAt ? day(lastUsedAt) : t("never")) },
            {
              id: "actions",
              label: <span className="sr-only">{t("actions")}</span>,
              number: true,
              cell: (key) => (
                <Button size="small" tone="quiet" onClick={() => setEnding(key)}>
                  {t("revoke")}
                </Button>
              ),
            },
          ]}
        />
      )}
      <KeyDialog open={isMaking} onOpenChange={setMaking} />
      <ConfirmDialog
        open={ending !== null}
        onOpenChange={() => setEnding(null)}
        title={t("revokeTitle", { name: ending?.name ?? "" })}
        text={t("revokeText")}
        verb={t("revoke")}
        busy={revoke.isPending}
        onConfirm={() => ending && revoke.mutate(ending.id, { onSettled: () => setEnding(null) })}
      />
    </>
  );
}
