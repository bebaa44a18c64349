import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What a test run leaves: sessions for the stories after the first start, screenshots, traces of failures. */
export const artefacts = fileURLToPath(new URL("../.build/e2e", import.meta.url));

/** The session of somebody signed in, as Playwright keeps it. */
export function sessionOf(person: "admin" | "analyst" | "marketer"): string {
  return join(artefacts, `${person}.json`);
}

export function screenshotOf(name: string): string {
  return join(artefacts, "screenshots", `${name}.png`);
}
