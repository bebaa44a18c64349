import { createServer, type ListenOptions } from "node:net";

/** The wanted port where nothing listens on it, else any free one of the loopback. */
export async function freePort(wanted?: number): Promise<number> {
  const found = (wanted === undefined ? undefined : await tryPort(wanted)) ?? (await tryPort(0));
  if (found === undefined) throw new Error("no loopback port is free");
  return found;
}

/** `host` "" asks for every address of the machine. */
export async function isPortFree(port: number, host = "127.0.0.1"): Promise<boolean> {
  return (await tryPort(port, host)) !== undefined;
}

function tryPort(port: number, host = "127.0.0.1"): Promise<number | undefined> {
  const options: ListenOptions = host === "" ? { port } : { port, host };
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(options, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? address?.port : undefined));
    });
  });
}
