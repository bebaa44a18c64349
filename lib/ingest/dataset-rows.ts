import type { Dataset, DatasetVersion, Upload } from "../../.build/prisma/client.ts";
import { CladeError, type ErrorCode, type ErrorDetails, errorSentence } from "../core/errors.ts";
import type {
  DatasetDetailDto,
  DatasetDto,
  DatasetStatus,
  UploadDto,
  VersionDetailDto,
  VersionDto,
} from "./dataset-schema.ts";
import type { IngestSummary, Problem, TableConfig } from "./schema.ts";

/** What is kept of an error in a row's `error`. */
export interface StoredError {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
}

export function storedError({ code, details }: CladeError): StoredError {
  return { code, details: withoutFolders(details) };
}

/** People know their file's name, not where it lies on the server. */
function withoutFolders(details: ErrorDetails): ErrorDetails {
  const { file } = details;
  return typeof file === "string" ? { ...details, file: file.split("/").at(-1) ?? file } : details;
}

export function asProblem(error: unknown): Problem | null {
  if (error === null || error === undefined) return null;
  const { code, details } = error as StoredError;
  return { code, detail: { en: errorSentence(code, details, "en"), zh: errorSentence(code, details, "zh") } };
}

export function uploadDto(row: Upload): UploadDto {
  const { id, datasetId, name, sha256 } = row;
  return {
    ...{ id, datasetId, name, sha256 },
    size: Number(row.size),
    received: Number(row.received),
    status: row.status as UploadDto["status"],
    createdAt: row.createdAt.toISOString(),
    completedAt: row.completedAt?.toISOString() ?? null,
  };
}

/** With its newest version, where it has one. */
export type DatasetRow = Dataset & {
  readonly uploads: readonly Upload[];
  readonly versions: readonly DatasetVersion[];
};

export function datasetDto(row: DatasetRow): DatasetDto {
  const { id, name, revision, isSample } = row;
  const version = row.versions[0];
  const summary = version?.summary as IngestSummary | undefined;
  const uploads = row.uploads.filter(({ isCurrent }) => isCurrent);
  return {
    ...{ id, name, revision, isSample },
    status: row.status as DatasetStatus,
    previewState: row.previewState as DatasetDto["previewState"],
    error: asProblem(row.error),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    size: uploads.reduce((sum, upload) => sum + Number(upload.size), 0),
    files: uploads.length,
    version: version?.number ?? null,
    refreshedAt: version?.createdAt.toISOString() ?? null,
    users: summary?.knownUsers ?? null,
    rows: summary?.rowsIn ?? null,
    rowsSetAside: summary?.rowsSetAside ?? null,
    period: summary?.period ?? null,
  };
}

export function datasetDetailDto(row: DatasetRow, readingRunId: string | null): DatasetDetailDto {
  return {
    ...datasetDto(row),
    uploads: row.uploads.filter(({ isCurrent }) => isCurrent).map(uploadDto),
    tables: row.tables as TableConfig[],
    summary: (row.versions[0]?.summary as IngestSummary | undefined) ?? null,
    readingRunId,
  };
}

export type VersionRow = DatasetVersion & {
  readonly uploads: readonly Upload[];
  readonly _count: { readonly runs: number };
};

export function versionDto(row: VersionRow, createdBy: string | null): VersionDto {
  const { rowsIn, rowsSetAside, knownUsers, period } = row.summary as unknown as IngestSummary;
  return {
    number: row.number,
    createdAt: row.createdAt.toISOString(),
    createdBy,
    files: row.uploads.map(({ name, size }) => ({ name, size: Number(size) })),
    rows: rowsIn,
    rowsSetAside,
    users: knownUsers,
    period,
    runs: row._count.runs,
  };
}

export function versionDetailDto(row: VersionRow, createdBy: string | null): VersionDetailDto {
  return {
    ...versionDto(row, createdBy),
    tables: row.tables as TableConfig[],
    summary: row.summary as unknown as IngestSummary,
  };
}

export function notFound(): CladeError {
  return new CladeError("NOT_FOUND");
}
