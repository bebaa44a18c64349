// node scripts/command.mjs segment | experiment …: what npm runs. Plain JavaScript, because the first file is loaded before any cache.
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// As lib/platform/compile-cache.ts says, which comes from it.
enableCompileCache(fileURLToPath(new URL("../.build/compile-cache", import.meta.url)));
const { compiled } = await import("../lib/platform/compiled.ts");
const { runCommand } = await import(compiled("scripts/run-command.ts"));
await runCommand(process.argv[2], process.argv.slice(3));
