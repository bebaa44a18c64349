import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../lib/platform/ports.ts";
import { artefacts } from "./artefacts.ts";

const script = fileURLToPath(new URL("../scripts/start.ts", import.meta.url));
/** The first start builds the pages. */
const patienceMs = 300_000;

/** Starts a Clade on a free port with a data folder of its own; what it answers stops both. */
export default async function startHouse(): Promise<() => Promise<void>> {
  rmSync(artefacts, { recursive: true, force: true });
  mkdirSync(artefacts, { recursive: true });
  const data = mkdtempSync(join(tmpdir(), "clade-e2e-"));
  const port = await freePort();
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", script], {
    env: { ...process.env, NODE_ENV: "production", CLADE_DATA: data, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  try {
    const link = await readyLink(child);
    process.env.CLADE_E2E_URL = new URL(link).origin;
    process.env.CLADE_E2E_LINK = link;
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

function readyLink(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const give = (why: string) => reject(new Error(`Clade ${why}:\n${said}`));
    const timer = setTimeout(() => give("was not ready in time"), patienceMs);
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const link = /Clade is ready: (\S+)/.exec(said)?.[1];
      if (link === undefined) return;
      clearTimeout(timer);
      resolve(link);
    };
    child.stdout?.on("data", listen);
    // What goes wrong later belongs beside the test that it breaks.
    child.stderr?.on("data", (chunk: Buffer) => {
      process.stderr.write(chunk);
      listen(chunk);
    });
    child.once("exit", () => give("ended"));
  });
}
