import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import next from "next";
import { readPort } from "../lib/platform/env.ts";
import { log } from "../lib/platform/log.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
/** Open answers (progress streams, exports) get so long; then they are cut. */
const patienceMs = 2_000;

/** The web server: Next behind Node's own, so that it says when it is ready and stops in order. */
async function serve(port: number): Promise<void> {
  const server = createServer();
  const app = next({ dev: false, quiet: true, dir: root, port, httpServer: server });
  await app.prepare();
  const answer = app.getRequestHandler();
  server.on("request", (request, response) => {
    // Node before 24.22.1 has a hole in its decoder, and no client of Clade's sends such bodies.
    if (/\bbr\b/i.test(request.headers["content-encoding"] ?? "")) {
      response.writeHead(415, { connection: "close" }).end();
      return;
    }
    answer(request, response).catch((error: unknown) => {
      log.error({ err: error }, "request failed");
      response.destroy();
    });
  });
  // Uploads of gigabytes take longer than Node's five minutes a request; a silent connection still ends.
  server.requestTimeout = 0;
  server.headersTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, process.env.HOST || undefined, resolve);
  });

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), patienceMs).unref();
    setTimeout(() => process.exit(0), patienceMs * 2).unref();
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  // The starter was killed: whoever starts next brings a web server of its own.
  process.on("disconnect", stop);
  process.send?.({ ready: true });
}

process.on("unhandledRejection", (error) => log.error({ err: error }, "unhandled rejection"));
await serve(readPort(process.env.PORT));
