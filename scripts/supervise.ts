import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

export interface ServiceOptions {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Told about every process that begins, so that the next start can stop it. */
  readonly onSpawn: (pid: number) => void;
  readonly onEnd: (name: string, exit: string) => void;
}

/** How long a service may take to stop in order. */
const patienceMs = 12_000;
const longestWaitMs = 5_000;

/** A process that is kept running: one that ends is started again, later and later where it keeps ending. */
export class Service {
  readonly #options: ServiceOptions;
  #child: ChildProcess | undefined;
  #stopping = false;
  #wait = 200;

  constructor(options: ServiceOptions) {
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Resolves when the process says it is ready. @throws Error where it ends before. */
  start(): Promise<void> {
    const { command, folder, env, onSpawn } = this.#options;
    const [file, ...args] = command;
    // Its own session: Ctrl-C reaches the starter alone, and things stop in order.
    const child = spawn(file, args, {
      cwd: folder,
      env,
      detached: true,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.#child = child;
    if (child.pid !== undefined) onSpawn(child.pid);
    const begun = performance.now();
    return new Promise((resolve, reject) => {
      let isReady = false;
      child.once("message", () => {
        isReady = true;
        resolve();
      });
      child.once("error", reject);
      child.once("exit", (code, signal) => {
        if (!isReady) reject(new Error(`the ${this.#options.name} ended before it was ready (${signal ?? code})`));
        if (performance.now() - begun > 30_000) this.#wait = 200;
        if (isReady) void this.#startAgain(String(signal ?? code));
      });
    });
  }

  async #startAgain(exit: string): Promise<void> {
    while (!this.#stopping) {
      this.#options.onEnd(this.#options.name, exit);
      await sleep(this.#wait);
      this.#wait = Math.min(this.#wait * 2, longestWaitMs);
      if (this.#stopping) return;
      try {
        return await this.start();
      } catch (error) {
        exit = String(error);
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
    await ended;
    clearTimeout(timer);
  }
}
