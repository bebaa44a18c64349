// Runs on whatever Node a machine has: installs from the lock when needed, then hands over to the Node it installed.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const stamp = join(root, "node_modules", ".clade-installed");
const lock = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .digest("hex");

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Clade needs Node 20.19 or later to start its set-up; this is ${process.versions.node}.`);
  process.exit(1);
}

// Ctrl-C reaches the whole group: the child stops in its own order and this waits for it.
let child;
const parent = process.ppid;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child?.kill(signal));
// npm that was killed tells nobody; its scripts would live on.
if (process.env.npm_lifecycle_event) {
  setInterval(() => process.ppid !== parent && child?.kill("SIGTERM"), 500).unref();
}

if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) {
  await run("node", [join(root, "scripts", "setup.ts")]);
} else {
  const started = performance.now();
  console.log("Installing from package-lock.json (once) …");
  await run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"]);
  writeFileSync(stamp, lock);
  console.log(`Installed (${((performance.now() - started) / 1000).toFixed(1)} s)`);
}

const [script, ...args] = process.argv.slice(2);
// The channel tells the child when this process is killed.
await run("node", [join(root, "scripts", `${script}.ts`), ...args], ["inherit", "inherit", "inherit", "ipc"]);

async function run(command, args, stdio = "inherit") {
  const path = [join(root, "node_modules", ".bin"), process.env.PATH].join(delimiter);
  child = spawn(command, args, { cwd: root, stdio, env: { ...process.env, PATH: path } });
  const status = await new Promise((resolve) => {
    child.once("error", (error) => {
      console.error(String(error));
      resolve(1);
    });
    child.once("exit", (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
  if (status !== 0) process.exit(status);
}
