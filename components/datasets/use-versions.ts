"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  DatasetDetailDto,
  ProfileDto,
  QuarantineDto,
  QuarantineQuery,
  VersionDetailDto,
  VersionDto,
} from "../../lib/ingest/dataset-schema.ts";
import type { Preview } from "../../lib/ingest/schema.ts";
import type { VersionFeaturesDto } from "../../lib/runs/version-schema.ts";
import { getJson, sendJson } from "../api/request.ts";

/** A version of a dataset. Versions never change, so what was read of one is kept. */
export interface VersionPlace {
  readonly datasetId: string;
  readonly number: number;
}

function place({ datasetId, number }: VersionPlace): string {
  return `/datasets/${datasetId}/versions/${number}`;
}

export function useVersions(datasetId: string) {
  return useQuery({
    queryKey: ["datasets", datasetId, "versions"],
    queryFn: ({ signal }) =>
      getJson<{ readonly items: readonly VersionDto[] }>(`/datasets/${datasetId}/versions`, signal),
  });
}

export function useVersion(version: VersionPlace) {
  return useQuery(fixed<VersionDetailDto>(version, ""));
}

export function useVersionPreview(version: VersionPlace) {
  return useQuery(fixed<Preview>(version, "/preview"));
}

export function useProfile(version: VersionPlace) {
  return useQuery(fixed<ProfileDto>(version, "/profile"));
}

function fixed<T>(version: VersionPlace, part: string) {
  return {
    queryKey: ["datasets", version.datasetId, "version", version.number, part],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) => getJson<T>(`${place(version)}${part}`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  };
}

/** Built while one looks on, right after a read. */
export function useVersionFeatures(version: VersionPlace) {
  return useQuery({
    queryKey: ["datasets", version.datasetId, "version", version.number, "features"],
    queryFn: ({ signal }) => getJson<VersionFeaturesDto>(`${place(version)}/features`, signal),
    refetchInterval: ({ state }) => (state.data?.state === "working" ? 1000 : false),
  });
}

export function useQuarantined(version: VersionPlace, { reason, offset, limit }: QuarantineQuery, enabled: boolean) {
  const query = new URLSearchParams({ offset: String(offset), limit: String(limit), ...(reason ? { reason } : {}) });
  return useQuery({
    queryKey: ["datasets", version.datasetId, "version", version.number, "quarantined", String(query)],
    queryFn: ({ signal }) => getJson<QuarantineDto>(`${place(version)}/quarantined?${query}`, signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  });
}

/** Where the quarantined rows are downloaded. */
export function setAsideHref(version: VersionPlace): string {
  return `/api/v1${place(version)}/set-aside`;
}

export function useDiscardDraft(datasetId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => sendJson<DatasetDetailDto>("DELETE", `/datasets/${datasetId}/draft`),
    onSettled: () => client.invalidateQueries({ queryKey: ["datasets"] }),
  });
}

/** Takes a file out of the description, which is looked at anew. */
export function useDropFile(datasetId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (uploadId: string) => {
      await sendJson<void>("DELETE", `/uploads/${uploadId}`);
      await sendJson<DatasetDetailDto>("PATCH", `/datasets/${datasetId}`, { tables: [] });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["datasets"] }),
  });
}
