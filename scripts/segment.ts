import { runCommand } from "./run-command.ts";

await runCommand(async () => (await import("../lib/runs/headless.ts")).segmentFiles);
