import type { ModelFileDto, ModelTaskDto } from "../../lib/embedding/model-schema.ts";

export type FileState =
  | "here"
  | "missing"
  | "queued"
  | "downloading"
  | "checking"
  | "measuring"
  /** Here, but a check refused it. */
  | "damaged"
  /** Not here, though somebody asked for it. */
  | "failed";

const working: Readonly<Record<ModelTaskDto["kind"], FileState>> = {
  download: "downloading",
  check: "checking",
  measure: "measuring",
};

/** One word for a model's file: what is done with it now stands above what it is. */
export function fileState({ isHere, tasks }: Pick<ModelFileDto, "isHere" | "tasks">): FileState {
  const busy = tasks.find(({ status }) => status === "queued" || status === "running");
  if (busy) return busy.status === "queued" ? "queued" : working[busy.kind];
  const ended = (kind: ModelTaskDto["kind"]) => tasks.find((task) => task.kind === kind)?.status;
  if (isHere) return ended("check") === "failed" ? "damaged" : "here";
  return ended("download") === "failed" || ended("download") === "cancelled" ? "failed" : "missing";
}
