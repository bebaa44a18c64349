import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What a test run leaves: sessions for the stories after the first start, screenshots, traces of failures. */
export const artefacts = fileURLToPath(new URL("../.build/e2e", import.meta.url));

/** The session of somebody signed in, as Playwright keeps it. */
export function sessionOf(person: "admin" | "marketer"): string {
  return join(artefacts, `${person}.json`);
}

/** Something to look at afterwards. */
export function artefactOf(file: string): string {
  return join(artefacts, file);
}

export function screenshotOf(name: string): string {
  return artefactOf(join("screenshots", `${name}.png`));
}
