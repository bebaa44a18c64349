"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import type { MemberDto } from "../../lib/workspace/schema.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { type Column, DataList } from "../ui/data-list.tsx";
import { Icon } from "../ui/icon.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { OpenInvitations } from "./open-invitations.tsx";
import { ResetDialog } from "./reset-dialog.tsx";
import { RoleSelect } from "./role-select.tsx";
import { useAsked } from "./use-asked.ts";
import { useMe } from "./use-me.ts";
import { useChangeRole, useMembers, useRemoveMember } from "./use-workspace.ts";

export function Members() {
  const t = useTranslations("workspace");
  const members = useMembers();
  const [isInviting, setInviting] = useAsked("invitation");
  const [leaving, setLeaving] = useState<MemberDto | null>(null);
  const [forgetful, setForgetful] = useState<MemberDto | null>(null);
  const remove = useRemoveMember();
  const columns = useColumns({ onRemove: setLeaving, onReset: setForgetful });
  const people = members.data?.items;
  return (
    <>
      <div className="flex items-center gap-3 px-4 py-3">
        <span className="meta">{people && t("membersCount", { count: people.length })}</span>
        <Button tone="primary" className="ml-auto" onClick={() => setInviting(true)}>
          <Icon name="plus" size={14} />
          {t("invite")}
        </Button>
      </div>
      <div className="border-line border-t">
        {members.error && <ProblemNote error={members.error} onRetry={members.refetch} />}
        {members.isPending && <SkeletonRows rows={3} height={53} />}
        {people && <DataList caption={t("settings.members")} columns={columns} rows={people} rowKey={({ id }) => id} />}
      </div>
      {people && <OpenInvitations />}
      <InviteDialog open={isInviting} onOpenChange={setInviting} />
      <ResetDialog member={forgetful} onClose={() => setForgetful(null)} />
      <ConfirmDialog
        open={leaving !== null}
        onOpenChange={() => setLeaving(null)}
        title={t("removeTitle", { name: leaving?.name ?? "" })}
        text={t("removeText")}
        verb={t("remove")}
        busy={remove.isPending}
        onConfirm={() => leaving && remove.mutate(leaving.id, { onSettled: () => setLeaving(null) })}
      />
    </>
  );
}

interface MemberActions {
  readonly onRemove: (member: MemberDto) => void;
  readonly onReset: (member: MemberDto) => void;
}

function useColumns({ onRemove, onReset }: MemberActions): readonly Column<MemberDto>[] {
  const t = useTranslations("workspace");
  const format = useFormatter();
  const me = useMe();
  const change = useChangeRole();
  return [
    {
      id: "person",
      label: t("person"),
      cell: ({ name, email, userId }) => (
        <>
          <span className="block font-medium">
            {name} {userId === me.userId && <span className="meta">({t("you")})</span>}
          </span>
          <span className="meta">{email}</span>
        </>
      ),
    },
    {
      id: "role",
      label: t("role"),
      cell: ({ id, name, role }) => (
        <RoleSelect
          label={t("roleOf", { name })}
          value={change.isPending && change.variables.id === id ? change.variables.role : role}
          onChange={(next) => change.mutate({ id, role: next })}
        />
      ),
      className: "sm:w-44",
    },
    {
      id: "joined",
      label: t("joined"),
      cell: ({ joinedAt }) => format.dateTime(new Date(joinedAt), { dateStyle: "medium" }),
    },
    {
      id: "actions",
      label: <span className="sr-only">{t("actions")}</span>,
      number: true,
      cell: (member) => (
        <>
          <Button size="small" tone="quiet" onClick={() => onReset(member)}>
            {t("reset.offer")}
          </Button>
          <Button size="small" tone="quiet" onClick={() => onRemove(member)}>
            {t("remove")}
          </Button>
        </>
      ),
    },
  ];
}
