import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { findSetAside } from "../../../../../../../../lib/ingest/stored-quarantine.ts";
import { attachment } from "../../../../../../../_server/attachment.ts";
import { handle } from "../../../../../../../_server/handle.ts";
import { versionNumber } from "../../../../../../../_server/version-number.ts";

export const GET = handle(
  async (_, { scope, params }) => {
    const { path, name } = await findSetAside(scope, params.datasetId, versionNumber(params.versionNumber));
    const body = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
    const headers = {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": attachment(`${name} set-aside.csv`),
    };
    return new Response(body, { headers });
  },
  {
    least: "analyst",
    summary: "Quarantined rows of a version, each whole, with file, line, column, value and reason",
    params: ["datasetId", "versionNumber"],
    answerType: "text/csv",
  },
);
