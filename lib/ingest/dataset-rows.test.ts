import { describe, expect, test } from "vitest";
import { CladeError } from "../core/errors.ts";
import {
  asProblem,
  type DatasetRow,
  datasetDetailDto,
  datasetDto,
  storedError,
  uploadDto,
  type VersionRow,
  versionDto,
} from "./dataset-rows.ts";

const day = new Date("2026-03-01T12:00:00Z");
const upload = (change: object = {}) => ({
  ...{ id: "u1", datasetId: "d1", name: "orders.csv", sha256: null, size: 10n, received: 4n, status: "open" },
  ...{ createdAt: day, completedAt: null, isCurrent: true },
  ...change,
});
const period = { from: "2026-01-01", to: "2026-02-01" };
const summary = { knownUsers: 90, rowsIn: 400, rowsSetAside: 3, period };

function dataset(change: object = {}): DatasetRow {
  return {
    ...{ id: "d1", name: "Shop", revision: 2, isSample: false, status: "ready", previewState: "done", error: null },
    ...{ createdAt: day, updatedAt: day, tables: [], uploads: [upload()], versions: [] },
    ...change,
  } as unknown as DatasetRow;
}

describe("a dataset in a list", () => {
  test("counts the files that belong to it now, of whatever size: those of the version before are its past", () => {
    const uploads = [
      upload(),
      upload({ id: "u2", size: 2n ** 40n }),
      upload({ id: "old", size: 99n, isCurrent: false }),
    ];
    expect(datasetDto(dataset({ uploads }))).toMatchObject({ files: 2, size: 10 + 2 ** 40 });
    expect(datasetDetailDto(dataset({ uploads }), null).uploads.map(({ id }) => id)).toEqual(["u1", "u2"]);
  });

  test("says nothing of people before it was read, rather than none", () => {
    expect(datasetDto(dataset())).toMatchObject({
      users: null,
      rows: null,
      rowsSetAside: null,
      period: null,
      version: null,
    });
    expect(datasetDetailDto(dataset(), "run").summary).toBeNull();
  });

  test("shows what its newest version holds", () => {
    const versions = [{ number: 4, createdAt: day, summary }];
    expect(datasetDto(dataset({ versions }))).toMatchObject({
      version: 4,
      users: 90,
      rows: 400,
      rowsSetAside: 3,
      period,
    });
  });

  test("without any file is empty, not broken", () => {
    expect(datasetDto(dataset({ uploads: [] }))).toMatchObject({ files: 0, size: 0 });
  });
});

test("an upload says how far it has come, in numbers that JSON has", () => {
  const dto = uploadDto(upload({ size: 2n ** 40n, received: 2n ** 39n }) as never);
  expect(JSON.parse(JSON.stringify(dto))).toMatchObject({ size: 2 ** 40, received: 2 ** 39, completedAt: null });
});

test("a version has its files' names and the runs over it", () => {
  const row = { number: 2, createdAt: day, summary, uploads: [upload()], _count: { runs: 3 } } as unknown as VersionRow;
  expect(versionDto(row, "Ada")).toEqual({
    ...{ number: 2, createdAt: "2026-03-01T12:00:00.000Z", createdBy: "Ada", rows: 400, rowsSetAside: 3, users: 90 },
    ...{ files: [{ name: "orders.csv", size: 10 }], period, runs: 3 },
  });
});

describe("what went wrong", () => {
  test("is kept by its code, with the file's name and not the server's folders", () => {
    const kept = storedError(new CladeError("FILE_EMPTY", { file: "/data/clade/uploads/7f/orders.csv" }));
    expect(kept).toEqual({ code: "FILE_EMPTY", details: { file: "orders.csv" } });
    expect(JSON.stringify(asProblem(kept))).not.toContain("uploads");
    expect(storedError(new CladeError("FILE_EMPTY", { file: "日 报/a.csv/" })).details.file).toBe("");
  });

  test("is told in both languages after a round trip through the database, and nothing is told of nothing", () => {
    const stored = JSON.parse(JSON.stringify(storedError(new CladeError("TOO_FEW_USERS", { users: 3, k: 5 }))));
    const problem = asProblem(stored);
    expect(problem?.code).toBe("TOO_FEW_USERS");
    expect(problem?.detail.en).toContain("3");
    expect(problem?.detail.zh).toMatch(/[一-鿿]/);
    expect([asProblem(null), asProblem(undefined)]).toEqual([null, null]);
  });
});
