"use client";

import { useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ExperimentReport } from "../../lib/experiments/report-schema.ts";
import type {
  CommentDto,
  Decide,
  ExperimentChange,
  ExperimentDetailDto,
  ExperimentDto,
  IssuedLink,
  KeepPolicy,
  LinkDto,
  NewExperiment,
  PolicyPreview,
  TestPreview,
} from "../../lib/experiments/schema.ts";
import type { SegmentDetailDto } from "../../lib/segments/segment-schema.ts";
import { getJson, sendJson } from "../api/request.ts";
import { useShownName } from "../datasets/use-shown-name.ts";

interface List<T> {
  readonly items: readonly T[];
}

export function isBusy({ analysis }: ExperimentDto): boolean {
  return analysis?.status === "queued" || analysis?.status === "running";
}

/** The sample's test is called in the reader's language, as the sample shop is. */
function useShown() {
  const show = useShownName();
  return <T extends ExperimentDto>(one: T): T => ({ ...one, name: show(one.name), hypothesis: show(one.hypothesis) });
}

export function useExperiments(enabled = true) {
  const show = useShown();
  return useQuery({
    queryKey: ["experiments"],
    queryFn: ({ signal }) => getJson<List<ExperimentDto>>("/experiments", signal),
    refetchInterval: ({ state }) => (state.data?.items.some(isBusy) ? 1500 : false),
    select: ({ items }) => ({ items: items.map(show) }),
    enabled,
  });
}

/** What the server works at is looked at every second; its events come first where the line holds. */
export function useExperiment(id: string) {
  const show = useShown();
  return useQuery({
    queryKey: ["experiments", id],
    queryFn: ({ signal }) => getJson<ExperimentDetailDto>(`/experiments/${id}`, signal),
    refetchInterval: ({ state }) =>
      state.data && (state.data.previewState === "queued" || isBusy(state.data)) ? 1000 : false,
    select: show,
  });
}

/** The newest report; another analysis is another report. */
export function useReport({ id, hasReport, analyses }: Pick<ExperimentDetailDto, "id" | "hasReport" | "analyses">) {
  const newest = analyses.find(({ status }) => status === "done")?.number ?? 0;
  return useQuery({
    queryKey: ["experiments", id, "report", newest],
    queryFn: ({ signal }) => getJson<ExperimentReport>(`/experiments/${id}/report`, signal),
    enabled: hasReport,
    placeholderData: (before) => before,
  });
}

/** The newest reports of several experiments, in their order; those that are not there yet are left out. */
export function useReports(experiments: readonly Pick<ExperimentDto, "id" | "analysis">[]) {
  return useQueries({
    queries: experiments.map(({ id, analysis }) => ({
      queryKey: ["experiments", id, "report", analysis?.number ?? 0],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        getJson<ExperimentReport>(`/experiments/${id}/report`, signal),
    })),
    combine: (results) => results.map(({ data }) => data),
  });
}

export function useTestPreview(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ["experiments", id, "preview"],
    queryFn: ({ signal }) => getJson<TestPreview>(`/experiments/${id}/preview`, signal),
    enabled,
  });
}

export function useComments(id: string) {
  return useQuery({
    queryKey: ["experiments", id, "comments"],
    queryFn: ({ signal }) => getJson<List<CommentDto>>(`/experiments/${id}/comments`, signal),
  });
}

export function useLinks(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ["experiments", id, "links"],
    queryFn: ({ signal }) => getJson<List<LinkDto>>(`/experiments/${id}/links`, signal),
    enabled,
  });
}

export function usePolicyPreview(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ["experiments", id, "policy"],
    queryFn: ({ signal }) => getJson<PolicyPreview>(`/experiments/${id}/segment`, signal),
    enabled,
  });
}

/** A segment more: whatever shows segments is read again. */
export function useKeepPolicy(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (asked: KeepPolicy) => sendJson<SegmentDetailDto>("POST", `/experiments/${id}/segment`, asked),
    meta: { shown: true },
    onSettled: () => client.invalidateQueries({ queryKey: ["segments"] }),
  });
}

/** A change of one experiment; whatever shows experiments is read again afterwards. */
function useChange<Input, Answer>(change: (input: Input) => Promise<Answer>, isShown = false) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    ...(isShown ? { meta: { shown: true } } : {}),
    onSettled: () => client.invalidateQueries({ queryKey: ["experiments"] }),
  });
}

export const useCreateExperiment = () =>
  useChange((asked: NewExperiment) => sendJson<ExperimentDetailDto>("POST", "/experiments", asked), true);

export const useChangeExperiment = (id: string) =>
  useChange((change: ExperimentChange) => sendJson<ExperimentDetailDto>("PATCH", `/experiments/${id}`, change), true);

export const useDeleteExperiment = (id: string) => useChange(() => sendJson<void>("DELETE", `/experiments/${id}`));

export const useStartExperiment = () =>
  useChange(
    ({ id, locale }: { readonly id: string; readonly locale: "en" | "zh" }) =>
      sendJson<ExperimentDetailDto>("POST", `/experiments/${id}/start`, { locale }),
    true,
  );

export const useEndExperiment = (id: string) =>
  useChange(() => sendJson<ExperimentDetailDto>("POST", `/experiments/${id}/end`));

export const useAnalyse = (id: string) =>
  useChange(() => sendJson<ExperimentDetailDto>("POST", `/experiments/${id}/analyse`));

export const useDecide = (id: string) =>
  useChange((asked: Decide) => sendJson<ExperimentDetailDto>("PUT", `/experiments/${id}/decision`, asked), true);

export const useAddComment = (id: string) =>
  useChange((text: string) => sendJson<CommentDto>("POST", `/experiments/${id}/comments`, { text }));

export const useIssueLink = (id: string) =>
  useChange((days: number) => sendJson<IssuedLink>("POST", `/experiments/${id}/links`, { days }), true);

export const useRevokeLink = (id: string) =>
  useChange((linkId: string) => sendJson<void>("DELETE", `/experiments/${id}/links/${linkId}`));
