import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { CladeError } from "../core/errors.ts";
import type { LoadedEncoder } from "./encoders/encoder.ts";

export interface EmbeddedFile {
  readonly texts: number;
  readonly seconds: number;
}

/**
 * Encodes blocks of texts into a file of little-endian float32, texts × dimension, a block in memory at a time. The file
 * has its name only when it is whole.
 * now: milliseconds of a clock that only goes forward.
 * @throws FILE_EMPTY where there is no text; CANCELLED; FILE_UNREADABLE where the file cannot be written
 */
export async function embedTexts(
  encoder: LoadedEncoder,
  blocks: AsyncIterable<readonly string[]>,
  { out, source, signal, now, onTexts }: EmbedInto,
): Promise<EmbeddedFile> {
  const draft = `${out}.${process.pid}`;
  const file = await open(draft, "w").catch((error: Error) => {
    throw new CladeError("FILE_UNREADABLE", { file: out, problem: `it cannot be written (${error.message})` }, error);
  });
  const started = now();
  let texts = 0;
  try {
    for await (const block of blocks) {
      const { data } = await encoder.encode(block, { signal });
      await writeAll(file, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
      texts += block.length;
      onTexts(texts);
    }
    if (texts === 0) throw new CladeError("FILE_EMPTY", { file: source });
    await file.sync();
    await file.close();
    await rename(draft, out);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(draft, { force: true });
    throw error;
  }
  return { texts, seconds: (now() - started) / 1000 };
}

export interface EmbedInto {
  readonly out: string;
  /** Where the texts come from, as an error names it. */
  readonly source: string;
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly onTexts: (texts: number) => void;
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done);
    done += bytesWritten;
  }
}
