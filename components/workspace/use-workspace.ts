"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Role } from "../../lib/core/scope.ts";
import type {
  ApiKeyDto,
  AuditEventDto,
  InvitationDto,
  IssuedApiKey,
  IssuedInvitation,
  IssuedReset,
  MemberDto,
} from "../../lib/workspace/schema.ts";
import { getJson, sendJson } from "../api/request.ts";

interface List<T> {
  readonly items: readonly T[];
}

function useList<T>(room: "members" | "invitations" | "keys") {
  return useQuery({ queryKey: [room], queryFn: ({ signal }) => getJson<List<T>>(`/${room}`, signal) });
}

/** A change of one of the lists; afterwards they are read again. */
function useChange<Input, Answer>(room: string, change: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: change, onSettled: () => client.invalidateQueries({ queryKey: [room] }) });
}

export const useMembers = () => useList<MemberDto>("members");
export const useInvitations = () => useList<InvitationDto>("invitations");
export const useApiKeys = () => useList<ApiKeyDto>("keys");

export const useChangeRole = () =>
  useChange("members", ({ id, role }: { id: string; role: Role }) =>
    sendJson<void>("PATCH", `/members/${id}`, { role }),
  );

export const useRemoveMember = () => useChange("members", (id: string) => sendJson<void>("DELETE", `/members/${id}`));

export const useIssueReset = () =>
  useChange("members", (id: string) => sendJson<IssuedReset>("POST", `/members/${id}/reset`));

export const useInvite = () =>
  useChange("invitations", (input: { email: string; role: Role }) =>
    sendJson<IssuedInvitation>("POST", "/invitations", input),
  );

export const useWithdraw = () =>
  useChange("invitations", (id: string) => sendJson<void>("DELETE", `/invitations/${id}`));

export const useIssueKey = () =>
  useChange("keys", (input: { name: string; role: Role }) => sendJson<IssuedApiKey>("POST", "/keys", input));

export const useRevokeKey = () => useChange("keys", (id: string) => sendJson<void>("DELETE", `/keys/${id}`));

export const useRenameWorkspace = () =>
  useChange("me", (name: string) => sendJson<void>("PATCH", "/workspace", { name }));

interface AuditPage extends List<AuditEventDto> {
  readonly next?: string;
}

export function useAudit() {
  return useInfiniteQuery({
    queryKey: ["audit"],
    queryFn: ({ pageParam, signal }) =>
      getJson<AuditPage>(pageParam === "" ? "/audit" : `/audit?before=${pageParam}`, signal),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
}

interface Health {
  readonly status: string;
  readonly checks: Readonly<Record<string, "ok" | "failed">>;
}

/** /readyz answers 503 with the same body when a part is down, so the status alone is no failure. */
export function useHealth() {
  return useQuery({
    queryKey: ["health"],
    queryFn: async ({ signal }) => (await fetch("/readyz", { signal })).json() as Promise<Health>,
    refetchInterval: 10_000,
  });
}
