"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { AuditEventDto } from "../../lib/workspace/schema.ts";
import type { Messages } from "../i18n/catalogues.ts";
import { Button } from "../ui/button.tsx";
import { DataList } from "../ui/data-list.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { useAudit } from "./use-workspace.ts";

/** Actions that have a sentence of their own; others are shown by their name. */
const sentences: Readonly<Record<string, keyof Messages["workspace"]["action"]>> = {
  "assignment.taken": "assignmentTaken",
  "policy.taken": "policyTaken",
  "experiment.analysed": "experimentAnalysed",
  "experiment.changed": "experimentChanged",
  "experiment.created": "experimentCreated",
  "experiment.decided": "experimentDecided",
  "experiment.deleted": "experimentDeleted",
  "experiment.ended": "experimentEnded",
  "experiment.shared": "experimentShared",
  "experiment.started": "experimentStarted",
  "experiment.unshared": "experimentUnshared",
  "export.made": "exported",
  "export.taken": "exportTaken",
  "invitation.issued": "invitationIssued",
  "invitation.withdrawn": "invitationWithdrawn",
  "key.issued": "keyIssued",
  "key.revoked": "keyRevoked",
  "member.joined": "memberJoined",
  "member.removed": "memberRemoved",
  "member.reset": "memberReset",
  "member.reset-issued": "resetIssued",
  "member.role-changed": "roleChanged",
  "model.checked": "modelChecked",
  "model.downloaded": "modelDownloaded",
  "model.removed": "modelRemoved",
  "people.tagged": "peopleTagged",
  "people.untagged": "peopleUntagged",
  "segment.created": "segmentCreated",
  "segment.renamed": "segmentRenamed",
  "segment.owned": "segmentOwned",
  "segment.planned": "segmentPlanned",
  "workspace.renamed": "workspaceRenamed",
};

export function AuditLog() {
  const t = useTranslations("workspace");
  const format = useFormatter();
  const audit = useAudit();
  const events = audit.data?.pages.flatMap(({ items }) => items) ?? [];
  function say({ action, subject }: AuditEventDto): string {
    const sentence = Object.hasOwn(sentences, action) ? sentences[action] : undefined;
    return t(`action.${sentence ?? "other"}`, { action, subject });
  }
  if (audit.isPending) return <SkeletonRows rows={8} />;
  if (audit.error) return <ProblemNote error={audit.error} onRetry={audit.refetch} />;
  if (events.length === 0) return <p className="px-4 py-10 text-center text-ink-2">{t("auditEmpty")}</p>;
  return (
    <>
      <DataList
        caption={t("settings.audit")}
        rows={events}
        rowKey={({ id }) => String(id)}
        columns={[
          {
            id: "when",
            label: t("when"),
            cell: ({ at }) => (
              <span className="num text-ink-2">
                {format.dateTime(new Date(at), { dateStyle: "medium", timeStyle: "short" })}
              </span>
            ),
          },
          { id: "who", label: t("who"), cell: ({ actorName }) => <span className="font-medium">{actorName}</span> },
          { id: "what", label: t("what"), cell: say },
        ]}
      />
      {audit.hasNextPage && (
        <div className="border-line border-t px-4 py-3 text-center">
          <Button busy={audit.isFetchingNextPage} onClick={() => audit.fetchNextPage()}>
            {t("older")}
          </Button>
        </div>
      )}
    </>
  );
}
