import { CladeError } from "../../../../lib/core/errors.ts";
import type { Localised } from "../../../../lib/core/localised.ts";
import { UploadDto } from "../../../../lib/ingest/dataset-schema.ts";
import { createUpload } from "../../../../lib/ingest/mutations.ts";
import { findOffset } from "../../../../lib/ingest/stored-uploads.ts";
import { handle } from "../../../_server/handle.ts";
import { tusHeaders } from "../../../_server/tus.ts";

/**
 * tus 1.0.0, creation: `Upload-Length`, and `Upload-Metadata` with filename, perhaps sha256 (hex), and the dataset; a file
 * without one waits for an experiment to take it.
 */
export const POST = handle(
  async (request, { scope }) => {
    const size = Number(request.headers.get("upload-length") ?? Number.NaN);
    if (!Number.isSafeInteger(size) || size < 0)
      throw badHeader("Upload-Length", { en: "must be the file's size in bytes", zh: "须为文件的字节数" });
    const metadata = readMetadata(request.headers.get("upload-metadata") ?? "");
    const datasetId = metadata.get("dataset") ?? null;
    const sha256 = metadata.get("sha256")?.toLowerCase() ?? null;
    if (sha256 !== null && !/^[0-9a-f]{64}$/.test(sha256))
      throw badHeader("Upload-Metadata", { en: "sha256 must be 64 hex digits", zh: "sha256 须为 64 位十六进制数" });
    const upload = await createUpload(scope, { name: metadata.get("filename") ?? "file", size, datasetId, sha256 });
    // A file of no bytes is complete as it stands.
    if (size === 0) await findOffset(scope, upload.id);
    const headers = tusHeaders({ location: `/api/v1/uploads/${upload.id}`, "upload-offset": "0" });
    return Response.json(upload, { status: 201, headers });
  },
  {
    least: "marketer",
    summary: "Announce a file (tus 1.0.0 creation) of a dataset, or of a finished test; its bytes follow by PATCH",
    answer: UploadDto,
  },
);

export const OPTIONS = handle(async () => new Response(null, { status: 204, headers: tusHeaders() }), {
  least: "marketer",
  summary: "What this tus server can do",
});

/** `key base64, key base64`; later keys do not replace earlier ones. */
function readMetadata(header: string): Map<string, string> {
  const metadata = new Map<string, string>();
  for (const pair of header.split(",")) {
    const [key = "", value = ""] = pair.trim().split(" ");
    const text = Buffer.from(value, "base64").toString("utf8").replaceAll("\0", "");
    if (key !== "" && !metadata.has(key)) metadata.set(key, text.slice(0, 1000));
  }
  return metadata;
}

function badHeader(path: string, problem: Localised): CladeError {
  return new CladeError("BAD_REQUEST", { path, problem });
}
