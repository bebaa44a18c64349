import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const limits = { testTimeout: 60_000, hookTimeout: 60_000, env: { CLADE_LOG_LEVEL: "silent" } };

/** `*.db.test.ts` work on a real PostgreSQL, started once for all of them; the others need nothing. */
export default defineConfig({
  test: {
    // The runner would leave a core to itself: of two that is half, and it only waits.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          ...limits,
          name: "unit",
          include: ["{lib,scripts,app,components,workers}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts", "scripts/start.test.ts", "**/node_modules/**"],
        },
      },
      // Builds the pages where they have changed.
      { test: { ...limits, name: "start", include: ["scripts/start.test.ts"] } },
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
