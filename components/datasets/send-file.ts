import { Problem, readProblem, toProblem } from "../api/problem.ts";

/** Bytes of one part. A part is checked by its SHA-256 and sent again as a whole when it was cut. */
export const partBytes = 8 * 1024 * 1024;
const mostTries = 8;

interface Progress {
  readonly signal: AbortSignal;
  readonly onProgress: (received: number) => void;
}

/** Announces a file (tus 1.0.0) of a dataset, or of none: an experiment takes it. Resolves to its path. @throws Problem */
export async function announceFile(datasetId: string | null, file: File): Promise<string> {
  const metadata = { filename: file.name, ...(datasetId === null ? {} : { dataset: datasetId }) };
  const response = await fetch("/api/v1/uploads", {
    method: "POST",
    headers: {
      "tus-resumable": "1.0.0",
      "upload-length": String(file.size),
      "upload-metadata": Object.entries(metadata)
        .map(([key, value]) => `${key} ${toBase64(new TextEncoder().encode(value))}`)
        .join(","),
    },
  });
  if (!response.ok) throw await readProblem(response);
  return response.headers.get("location") ?? "";
}

/** Sends the rest of a file from wherever the server has it, through cut lines and restarts. @throws Problem */
export async function sendFile(path: string, file: File, { signal, onProgress }: Progress): Promise<void> {
  let offset = await findOffset(path, signal);
  let tries = 0;
  while (offset < file.size) {
    try {
      const part = file.slice(offset, offset + partBytes);
      await sendPart(path, offset, part, { signal, onProgress: (sent) => onProgress(offset + sent) });
      offset += part.size;
      tries = 0;
    } catch (error) {
      const problem = toProblem(error);
      tries += 1;
      if (signal.aborted || tries > mostTries || !isPassing(problem)) throw problem;
      await wait(Math.min(250 * 2 ** tries, 10_000), signal);
      offset = await findOffset(path, signal).catch(() => offset);
    }
    onProgress(offset);
  }
}

/** Worth another try: no answer, a busy or restarting server, another idea of the offset, a damaged part. */
function isPassing({ status, code }: Problem): boolean {
  return status === 0 || status >= 500 || status === 409 || status === 429 || code === "UPLOAD_DAMAGED";
}

async function findOffset(path: string, signal: AbortSignal): Promise<number> {
  const response = await fetch(path, { method: "HEAD", headers: { "tus-resumable": "1.0.0" }, signal });
  if (!response.ok) throw await readProblem(response);
  return Number(response.headers.get("upload-offset") ?? 0);
}

/** XMLHttpRequest, since fetch does not tell how much of a body was sent. */
async function sendPart(path: string, offset: number, part: Blob, { signal, onProgress }: Progress): Promise<void> {
  const checksum = await checksumOf(part);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    signal.addEventListener("abort", stop, { once: true });
    request.open("PATCH", path);
    request.setRequestHeader("tus-resumable", "1.0.0");
    request.setRequestHeader("content-type", "application/offset+octet-stream");
    request.setRequestHeader("upload-offset", String(offset));
    if (checksum !== undefined) request.setRequestHeader("upload-checksum", `sha256 ${checksum}`);
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onloadend = () => {
      signal.removeEventListener("abort", stop);
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(new Problem(request.status, parse(request.responseText)));
    };
    request.send(part);
  });
}

/** SHA-256 in base64. Browsers have it on https and on this machine only; elsewhere the server's own check must do. */
async function checksumOf(part: Blob): Promise<string | undefined> {
  if (globalThis.crypto.subtle === undefined) return undefined;
  return toBase64(new Uint8Array(await crypto.subtle.digest("SHA-256", await part.arrayBuffer())));
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

function parse(text: string): object {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null ? body : {};
  } catch {
    return text === "" ? { code: "UNREACHABLE" } : {};
  }
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
