import { useCompileCache } from "../lib/platform/compile-cache.ts";
import { compiled } from "../lib/platform/compiled.ts";

useCompileCache();
const { runCommand }: typeof import("./run-command.ts") = await import(compiled("scripts/run-command.ts"));
await runCommand("segment");
