import { mostUploadBytes } from "../../lib/ingest/mutations.ts";

/** What every answer of the upload routes says of the protocol (https://tus.io/protocols/resumable-upload). */
export function tusHeaders(own: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    "tus-resumable": "1.0.0",
    "tus-version": "1.0.0",
    "tus-extension": "creation,checksum,termination",
    "tus-checksum-algorithm": "sha256",
    "tus-max-size": String(mostUploadBytes),
    ...own,
  };
}
