import { CladeError } from "../../../../../lib/core/errors.ts";
import { getUpload } from "../../../../../lib/ingest/data.ts";
import { UploadDto } from "../../../../../lib/ingest/dataset-schema.ts";
import { deleteUpload } from "../../../../../lib/ingest/mutations.ts";
import { findOffset, receivePart } from "../../../../../lib/ingest/stored-uploads.ts";
import { handle } from "../../../../_server/handle.ts";
import { refuseEncoding } from "../../../../_server/read-body.ts";
import { json } from "../../../../_server/respond.ts";
import { tusHeaders } from "../../../../_server/tus.ts";

const params = ["uploadId"] as const;

export const GET = handle(async (_, { scope, params }) => json(await getUpload(scope, params.uploadId)), {
  least: "marketer",
  summary: "An upload: how far it is, and its SHA-256 once it is complete",
  params,
  answer: UploadDto,
});

export const HEAD = handle(
  async (_, { scope, params }) => {
    const { received, size } = await findOffset(scope, params.uploadId);
    const headers = tusHeaders({ "upload-offset": String(received), "upload-length": String(size) });
    return new Response(null, { status: 200, headers });
  },
  { least: "marketer", summary: "Where an upload goes on (tus)", params },
);

/** `Upload-Offset`, the part's bytes, and perhaps `Upload-Checksum: sha256 <base64>` of this part. */
export const PATCH = handle(
  async (request, { scope, params }) => {
    refuseEncoding(request);
    const offset = Number(request.headers.get("upload-offset") ?? -1);
    const sha256 = readChecksum(request.headers.get("upload-checksum"));
    const body = request.body ?? new ReadableStream<Uint8Array>({ start: (controller) => controller.close() });
    const { received } = await receivePart(scope, params.uploadId, { offset, body, sha256 });
    return new Response(null, { status: 204, headers: tusHeaders({ "upload-offset": String(received) }) });
  },
  { least: "marketer", summary: "The next part of a file (tus), streamed to disk", params },
);

export const DELETE = handle(
  async (_, { scope, params }) => {
    await deleteUpload(scope, params.uploadId);
    return new Response(null, { status: 204, headers: tusHeaders() });
  },
  {
    least: "marketer",
    summary: "Stop an upload (tus), or take its file out of the description; versions keep theirs",
    params,
  },
);

function readChecksum(header: string | null): string | undefined {
  if (header === null) return undefined;
  const [algorithm, value = ""] = header.trim().split(/\s+/);
  if (algorithm === "sha256" && /^[A-Za-z0-9+/]{43}=$/.test(value)) return value;
  throw new CladeError("BAD_REQUEST", {
    path: "Upload-Checksum",
    problem: { en: "must be “sha256” and 32 bytes in base64", zh: "须为“sha256”和 base64 编码的 32 字节" },
  });
}
