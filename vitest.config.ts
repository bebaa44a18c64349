import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const limits = { testTimeout: 60_000, hookTimeout: 60_000, env: { CLADE_LOG_LEVEL: "silent" } };

/** In the order of their length: what takes minutes begins first, and what takes moments fills the cores at the end. */
const projects = ["alone", "database", "unit"];
const longest = ["faults", "nth-call", "versions", "runs", "disk-full", "database-away", "exports"];

/** The first builds the pages where they have changed; the others leave their process changed. */
const alone = ["scripts/start.test.ts", "app/_server/check-origin.test.ts"];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ project, moduleId }: TestSpecification) => {
      const at = longest.findIndex((name) => moduleId.endsWith(`/${name}.db.test.ts`));
      return projects.indexOf(project.name) * longest.length + (at < 0 ? longest.length - 1 : at);
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

/** `*.db.test.ts` work on a real PostgreSQL, started once for all of them; the others need nothing. */
export default defineConfig({
  test: {
    // Many tests wait for processes of theirs: one more than there are cores keeps these busy.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...limits,
          name: "unit",
          include: ["{lib,scripts,app,components,workers}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts", ...alone, "**/node_modules/**"],
          // Hundreds of files share what they import.
          isolate: false,
        },
      },
      { test: { ...limits, name: "alone", include: alone } },
      {
        test: {
          ...limits,
          name: "database",
          include: ["{lib,scripts,app,workers}/**/*.db.test.ts"],
          globalSetup: ["lib/platform/test-database.ts"],
        },
      },
    ],
  },
});
