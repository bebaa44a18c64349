import { describe, expect, test } from "vitest";
import { streamPieces } from "./stream-pieces.ts";

/** Pieces that count how many were made, and say how they ended. */
function counted(count: number) {
  const seen = { made: 0, ended: "" };
  async function* make(): AsyncGenerator<string | Uint8Array> {
    seen.ended = "left";
    try {
      for (; seen.made < count; seen.made++) yield seen.made % 2 === 0 ? "é" : new Uint8Array([0x2c]);
      seen.ended = "whole";
    } finally {
      seen.ended += ".";
    }
  }
  return { seen, stream: streamPieces(make()) };
}

describe("streamPieces", () => {
  test("gives texts and bytes in their order, to the end", async () => {
    const { seen, stream } = counted(5);
    expect(await new Response(stream).text()).toBe("é,é,é");
    expect(seen.ended).toBe("whole.");
  });

  test("makes no more than its reader takes, and ends the making when the reader leaves", async () => {
    const { seen, stream } = counted(1000);
    const reader = stream.getReader();
    await reader.read();
    await reader.cancel();
    expect(seen.made).toBeLessThan(10);
    expect(seen.ended).toBe("left.");
  });

  test("passes on what goes wrong in the making", async () => {
    async function* broken(): AsyncGenerator<string> {
      yield "a";
      throw new Error("disk");
    }
    await expect(new Response(streamPieces(broken())).text()).rejects.toThrow("disk");
  });
});
