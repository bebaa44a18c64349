// Runs on whatever Node a machine has: installs from the lock when needed, then hands over to the Node it installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const stamp = join(root, "node_modules", ".clade-installed");
const lock = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .digest("hex");
const installed = existsSync(stamp) && readFileSync(stamp, "utf8") === lock;

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Clade needs Node 20.19 or later to start its set-up; this is ${process.versions.node}.`);
  process.exit(1);
}

if (!installed) {
  console.log("Installing (once) …");
  run("npm", ["install", "--no-audit", "--no-fund"]);
  writeFileSync(stamp, lock);
} else {
  run("npm", ["run", "--silent", "prepare"]);
}

const [script, ...args] = process.argv.slice(2);
run("node", [join(root, "scripts", `${script}.ts`), ...args]);

function run(command, args) {
  const path = [join(root, "node_modules", ".bin"), process.env.PATH].join(delimiter);
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, PATH: path },
  });
  if (error) console.error(String(error));
  if (status !== 0) process.exit(status ?? (signal ? 1 : 0));
}
