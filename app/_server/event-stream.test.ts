import { describe, expect, test, vi } from "vitest";
import { type EventSink, eventStream } from "./event-stream.ts";

function open(stop = vi.fn()) {
  const leave = new AbortController();
  const { promise, resolve } = Promise.withResolvers<EventSink>();
  const response = eventStream(new Request("http://clade.test", { signal: leave.signal }), async (sink) => {
    resolve(sink);
    return stop;
  });
  return { response, leave, sink: promise, stop };
}

describe("eventStream", () => {
  test("sends events as text and ends when its source does", async () => {
    const { response, sink, stop } = open();
    const { send, end } = await sink;
    send("run", { name: "a\nb", id: 1 });
    await Promise.resolve();
    end();
    const text = await response.text();
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    expect(text).toContain('event: run\ndata: {"name":"a\\nb","id":1}\n\n');
    expect(stop).toHaveBeenCalledOnce();
  });

  test.each(["abort", "cancel"])("stops its source when the reader leaves by %s", async (how) => {
    const { response, leave, sink, stop } = open();
    const { send } = await sink;
    await Promise.resolve();
    if (how === "abort") leave.abort();
    else await response.body?.cancel();
    send("run", {});
    expect(stop).toHaveBeenCalledOnce();
  });

  test("lets a reader go that takes nothing", async () => {
    const { sink, stop } = open();
    const { send } = await sink;
    await Promise.resolve();
    for (let i = 0; i < 2000; i++) send("run", { i });
    expect(stop).toHaveBeenCalledOnce();
  });
});
