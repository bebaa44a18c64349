import type { Dataset, Upload } from "../../.build/prisma/client.ts";
import { CladeError, type ErrorCode, type ErrorDetails, errorSentence } from "../core/errors.ts";
import type {
  DatasetDetailDto,
  DatasetDto,
  DatasetStatus,
  IngestSummary,
  PreviewState,
  Problem,
  TableConfig,
  UploadDto,
  UploadStatus,
} from "./schema.ts";

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
    status: row.status as UploadStatus,
    createdAt: row.createdAt.toISOString(),
    completedAt: row.completedAt?.toISOString() ?? null,
  };
}

export type DatasetRow = Dataset & { readonly uploads: readonly Upload[] };

export function datasetDto(row: DatasetRow): DatasetDto {
  const { id, name, revision, isSample } = row;
  const summary = row.summary as IngestSummary | null;
  return {
    ...{ id, name, revision, isSample },
    status: row.status as DatasetStatus,
    previewState: row.previewState as PreviewState,
    error: asProblem(row.error),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    size: row.uploads.reduce((sum, upload) => sum + Number(upload.size), 0),
    files: row.uploads.length,
    users: summary?.knownUsers ?? null,
    rows: summary?.rowsIn ?? null,
    period: summary?.period ?? null,
  };
}

export function datasetDetailDto(row: DatasetRow, readingRunId: string | null): DatasetDetailDto {
  return {
    ...datasetDto(row),
    uploads: row.uploads.map(uploadDto),
    tables: row.tables as TableConfig[],
    summary: row.summary as IngestSummary | null,
    readingRunId,
  };
}

export function notFound(): CladeError {
  return new CladeError("NOT_FOUND");
}
