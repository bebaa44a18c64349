export interface EventSink {
  send(event: string, data: unknown): void;
  end(): void;
}

/** Between two comments that keep proxies from closing a quiet stream, and show us that the reader has gone. */
const beatMs = 15_000;
/** A reader that takes nothing is let go at so many waiting messages; it comes back and reads the rows. */
const mostWaiting = 1_000;

/**
 * Server-sent events for as long as the reader stays. `start` sends what there is now and answers how to stop; a message
 * is a hint, so a reader that was away asks the rows again.
 */
export function eventStream(request: Request, start: (sink: EventSink) => Promise<() => void>): Response {
  const encoder = new TextEncoder();
  let stop = () => {};
  const body = new ReadableStream<Uint8Array>(
    {
      async start(controller) {
        let isOpen = true;
        const end = () => {
          if (!isOpen) return;
          isOpen = false;
          clearInterval(beat);
          request.signal.removeEventListener("abort", end);
          unsubscribe();
          try {
            controller.close();
          } catch {
            // The reader closed it first.
          }
        };
        const write = (text: string) => {
          if (!isOpen) return;
          if ((controller.desiredSize ?? 0) < -mostWaiting) return end();
          controller.enqueue(encoder.encode(text));
        };
        let unsubscribe = () => {};
        const beat = setInterval(() => write(": still here\n\n"), beatMs);
        stop = end;
        request.signal.addEventListener("abort", end);
        write("retry: 2000\n\n");
        const send = (event: string, data: unknown) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
        try {
          unsubscribe = await start({ send, end });
          if (!isOpen) unsubscribe();
        } catch (error) {
          end();
          throw error;
        }
      },
      cancel: () => stop(),
    },
    { highWaterMark: 16 },
  );
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "x-accel-buffering": "no",
      "cache-control": "no-store",
    },
  });
}
