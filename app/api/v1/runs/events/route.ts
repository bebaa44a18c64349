import { subscribe } from "../../../../../lib/platform/notify.ts";
import { listRuns } from "../../../../../lib/runs/data.ts";
import { ListRuns } from "../../../../../lib/runs/schema.ts";
import { eventStream } from "../../../../_server/event-stream.ts";
import { handle } from "../../../../_server/handle.ts";

/** Events `run` (RunEvent), `dataset` ({datasetId}) and `experiment` ({experimentId}); `again` means that some were missed: read the rows. */
export const GET = handle(
  async (request, { scope }) =>
    eventStream(request, async ({ send }) => {
      const mine = (event: string) => (payload: Readonly<Record<string, unknown>>) => {
        const { workspaceId, ...rest } = payload;
        if (workspaceId === scope.workspaceId) send(event, rest);
      };
      const again = () => send("again", {});
      const stops = [
        await subscribe("runs", mine("run"), again),
        await subscribe("datasets", mine("dataset")),
        await subscribe("experiments", mine("experiment")),
      ];
      const active = await listRuns(scope, ListRuns.parse({ status: "active", kind: "all" }));
      for (const { id, status, stage, fraction, progress } of active.items)
        send("run", { runId: id, status, stage, fraction, progress });
      return () => {
        for (const stop of stops) stop();
      };
    }),
  {
    least: "manager",
    summary: "Progress of every run, dataset and experiment of the workspace, as server-sent events",
    answerType: "text/event-stream",
  },
);
