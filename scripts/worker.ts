import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { env } from "../lib/platform/env.ts";
import { Service } from "./supervise.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** `npm run worker`: one more worker beside those of the running house, here or on another machine. */
async function work(): Promise<void> {
  const { databaseUrl } = env();
  const worker = new Service({
    name: "worker",
    command: [process.execPath, "--disable-warning=ExperimentalWarning", join(root, "workers/main.ts")],
    folder: root,
    env: { ...process.env, CLADE_PROCESS: "worker", NODE_ENV: "production" },
    onSpawn: () => {},
    onEnd: (_name, exit) => console.error(`The worker ended (${exit}); starting it again …`),
  });
  const stop = () => void worker.stop().then(() => process.exit(0));
  for (const event of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"]) process.on(event, stop);
  await worker.start();
  console.log(`A worker runs for the database at ${new URL(databaseUrl).host}; Ctrl-C stops it.`);
}

await work().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
