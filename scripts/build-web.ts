import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { whenChanged } from "./stamps.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** `next build`, unless nothing it reads has changed. @throws Error with what the build said. */
export function buildWeb(): Promise<"done" | "current"> {
  return whenChanged(root, {
    name: "web",
    sources: [
      ...["app", "components", "lib", "public", "prisma/models", "proxy.ts"],
      ...["next.config.js", "postcss.config.mjs", "tsconfig.json", "package-lock.json"],
    ],
    output: ".build/next/BUILD_ID",
    work: build,
  });
}

async function build(): Promise<void> {
  const cli = fileURLToPath(new URL("dist/bin/next", import.meta.resolve("next/package.json")));
  const child = spawn(process.execPath, [cli, "build"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
    });
  }
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`the pages could not be built:\n${said.slice(-6000)}`);
}

if (import.meta.main) console.log(`pages: ${await buildWeb()}`);
