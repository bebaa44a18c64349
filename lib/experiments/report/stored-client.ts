import { readFileSync } from "node:fs";
import type { ReportClient } from "../../segments/report/whole-page.ts";

/** Built by the set-up (scripts/build-report.ts). Whole names: the pages' bundler takes a name in parts for any file. */
export function experimentClient(): ReportClient {
  return { script: readFileSync(scriptFile, "utf8"), styles: readFileSync(stylesFile, "utf8") };
}

const scriptFile = new URL("../../../.build/experiment-client.js", import.meta.url);
const stylesFile = new URL("../../../.build/experiment.css", import.meta.url);
