import { pino } from "pino";

/** JSON lines on stderr, one logger a process; the cause of an error goes here, never to a browser. */
export const log = pino(
  {
    level: process.env.CLADE_LOG_LEVEL || "info",
    base: { process: process.env.CLADE_PROCESS || "clade", pid: process.pid },
    redact: ["password", "secret", "token", "authorization", "cookie", "headers.authorization", "headers.cookie"],
    serializers: { err: describe },
    timestamp: pino.stdTimeFunctions.isoTime,
  },
  pino.destination({ fd: 2, sync: true }),
);

/** Drivers hang whole connections on their errors; a line of log wants the words and the cause only. */
function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const { name, message, stack, cause } = error;
  const code = "code" in error ? { code: error.code } : {};
  return { name, message, ...code, stack, ...(cause === undefined ? {} : { cause: describe(cause) }) };
}

/** For what fails again and again while something is away: the first one is said, then one every five seconds. */
export function rarely(say: (error: Error) => void, everyMs = 5_000): (error: Error) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (error) => {
    const now = performance.now();
    if (now - last < everyMs) return;
    last = now;
    say(error);
  };
}
