import { expect, test } from "vitest";
import type { ModelTaskDto } from "../../lib/embedding/model-schema.ts";
import { fileState } from "./file-state.ts";

const task = (kind: ModelTaskDto["kind"], status: ModelTaskDto["status"]): ModelTaskDto => ({
  ...{ kind, status },
  ...{ bytes: 0, total: null, error: null, finishedAt: null },
});

test.each([
  [true, [], "here"],
  [false, [], "missing"],
  [false, [task("download", "queued")], "queued"],
  [false, [task("download", "running")], "downloading"],
  [true, [task("download", "done"), task("check", "running")], "checking"],
  [true, [task("check", "failed"), task("measure", "running")], "measuring"],
  [true, [task("check", "failed")], "damaged"],
  [true, [task("measure", "failed")], "here"],
  [false, [task("download", "cancelled")], "failed"],
  [false, [task("download", "done")], "missing"],
] as const)("a file that is here: %s, with %j, is %s", (isHere, tasks, state) => {
  expect(fileState({ isHere, tasks: [...tasks] })).toBe(state);
});
