"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Button } from "../ui/button.tsx";
import { Chip } from "../ui/chip.tsx";
import { DataList } from "../ui/data-list.tsx";
import { useInvitations, useWithdraw } from "./use-workspace.ts";

/** Invitations that nobody answered yet; nothing where there are none. */
export function OpenInvitations() {
  const t = useTranslations("workspace");
  const role = useTranslations("shell");
  const format = useFormatter();
  const invitations = useInvitations().data?.items ?? [];
  const withdraw = useWithdraw();
  if (invitations.length === 0) return null;
  return (
    <section className="border-line border-t">
      <h2 className="px-4 pt-4 pb-1">{t("open")}</h2>
      <DataList
        caption={t("open")}
        rows={invitations}
        rowKey={({ id }) => id}
        columns={[
          { id: "email", label: t("email"), cell: ({ email }) => <span className="font-medium">{email}</span> },
          { id: "role", label: t("role"), cell: (row) => role(`role.${row.role}`) },
          { id: "by", label: t("invitedBy"), cell: ({ invitedBy }) => invitedBy },
          {
            id: "until",
            label: t("expires"),
            cell: ({ expiresAt, isExpired }) =>
              isExpired ? (
                <Chip tone="warn">{t("expired")}</Chip>
              ) : (
                format.dateTime(new Date(expiresAt), { dateStyle: "medium", timeStyle: "short" })
              ),
          },
          {
            id: "actions",
            label: <span className="sr-only">{t("actions")}</span>,
            number: true,
            cell: ({ id }) => (
              <Button
                size="small"
                tone="quiet"
                busy={withdraw.isPending && withdraw.variables === id}
                onClick={() => withdraw.mutate(id)}
              >
                {t("withdraw")}
              </Button>
            ),
          },
        ]}
      />
    </section>
  );
}
