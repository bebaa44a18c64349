import { subscribe } from "../../../../../../lib/platform/notify.ts";
import { getRun } from "../../../../../../lib/runs/data.ts";
import type { RunStatus } from "../../../../../../lib/runs/schema.ts";
import { eventStream } from "../../../../../_server/event-stream.ts";
import { handle } from "../../../../../_server/handle.ts";

const ended: ReadonlySet<unknown> = new Set<RunStatus>(["done", "failed", "cancelled"]);

/** Event `run` (RunEvent): first as it stands, then at every change; the stream ends with the run. */
export const GET = handle(
  async (request, { scope, params }) => {
    await getRun(scope, params.runId);
    return eventStream(request, async ({ send, end }) => {
      const tell = async () => {
        const { id: runId, status, stage, fraction, progress } = await getRun(scope, params.runId);
        send("run", { runId, status, stage, fraction, progress });
        if (ended.has(status)) end();
      };
      const stop = await subscribe(
        "runs",
        ({ workspaceId: _, ...event }) => {
          if (event.runId !== params.runId) return;
          send("run", event);
          if (ended.has(event.status)) end();
        },
        () => void tell().catch(end),
      );
      await tell();
      return stop;
    });
  },
  {
    least: "manager",
    summary: "A run's progress as server-sent events",
    params: ["runId"],
    answerType: "text/event-stream",
  },
);
