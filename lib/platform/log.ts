import { pino } from "pino";

/** JSON lines on stderr, one logger a process; the cause of an error goes here, never to a browser. */
export const log = pino(
  {
    level: process.env.CLADE_LOG_LEVEL || "info",
    base: { process: process.env.CLADE_PROCESS || "clade", pid: process.pid },
    redact: ["password", "secret", "token", "authorization", "cookie", "headers.authorization", "headers.cookie"],
    timestamp: pino.stdTimeFunctions.isoTime,
  },
  pino.destination({ fd: 2, sync: true }),
);
