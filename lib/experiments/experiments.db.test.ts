import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Role, WorkspaceScope } from "../core/scope.ts";
import { closeDatabase, db } from "../platform/db.ts";
import { closeNotify } from "../platform/notify.ts";
import { queryArtefacts } from "../platform/parquet.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { runFiles } from "../runs/fixtures/files-run.ts";
import { testScope } from "../runs/fixtures/test-scope.ts";
import type { RunDetailDto } from "../runs/schema.ts";
import { listSegments } from "../segments/data.ts";
import { createAssigner } from "./assignment/assign.ts";
import { assignStratified } from "./assignment/assign-stratified.ts";
import type { AssignmentPlan } from "./assignment/plan.ts";
import { ExperimentConfig } from "./config-schema.ts";
import { getExperiment, listComments, listExperiments } from "./data.ts";
import { addComment, changeExperiment, createExperiment, deleteExperiment, endExperiment } from "./mutations.ts";
import { ExperimentDesign } from "./schema.ts";
import { shopMetrics } from "./shop-metrics-schema.ts";
import { assignmentFile } from "./stored-assignment.ts";
import { seenByDay } from "./stored-entries.ts";
import { assignUsers, takeAssignment, tellExposures } from "./stored-exposures.ts";
import { issueLink, listLinks, openLink, revokeLink } from "./stored-links.ts";
import { startExperiment } from "./stored-start.ts";

let database: TestDatabase;
let run: RunDetailDto;
const admin = testScope();
const as = (role: Role) => ({ ...admin, role }) as WorkspaceScope;
const marketer = as("marketer");
const manager = as("manager");

/** 120 people: the even ones order often and lately, the odd ones once and long ago; one has an e-mail address as id. */
const people = Array.from({ length: 120 }, (_, i) => (i === 7 ? "__proto__" : i === 9 ? "mia@shop.test" : `u${i}`));
const orders = [
  "customer_id,order_date,amount",
  ...people.flatMap((id, i) => {
    const days = i % 2 === 0 ? [150, 160, 170, 175 + (i % 5)] : [20 + (i % 30)];
    return days.map((day) => `${id},${new Date(Date.UTC(2024, 0, day)).toISOString().slice(0, 10)},${10 + (i % 7)}`);
  }),
].join("\n");

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
  run = await runFiles(admin, { "orders.csv": orders });
});
afterAll(async () => {
  await closeNotify();
  await closeDatabase();
  await database.drop();
});

const arms = [
  { arm: "none", share: 0.25 },
  { arm: "mail", share: 0.75 },
];

const design = (change: Partial<ExperimentDesign> = {}, scope = marketer) =>
  createExperiment(scope, {
    source: "design",
    people: { kind: "run", id: run.id },
    config: ExperimentConfig.parse({ name: "Voucher", metrics: shopMetrics("en") }),
    design: ExperimentDesign.parse({ arms, ...change }),
  });

async function storedOf(id: string) {
  const row = await db().experiment.findUniqueOrThrow({ where: { id } });
  const rows = await queryArtefacts(`SELECT user_id, arm, segment FROM read_parquet('${assignmentFile(row)}')`);
  const plan = row.plan as unknown as AssignmentPlan;
  return { plan, rows: rows.map(({ user_id, arm, segment }) => ({ id: String(user_id), arm, segment })) };
}

describe("segmentation against segmentation", () => {
  const rfm = { kind: "rfm" } as const;
  const own = () => ({ kind: "run", id: run.id }) as const;

  test("tells for everybody by which segment of their variant they are targeted, and what would not matter", async () => {
    const { id } = await design({ targeting: [rfm, own()], margin: 0.1 });
    const started = await startExperiment(marketer, id, { locale: "en" });
    const [lead] = started.config.metrics;
    expect(lead?.margin).toBeGreaterThan(0);
    expect(started.smallestEffect?.metric).toBe(lead?.name);
    expect(started.users).toBe(people.length);
    const { pieces } = await takeAssignment(admin, id, {});
    let file = "";
    for await (const piece of pieces) file += piece;
    const [head, ...lines] = file.trim().split("\r\n");
    expect(head).toBe("user_id,variant,segment,target,assigned_at");
    const rows = lines.map((line) => line.split(","));
    expect(rows).toHaveLength(people.length);
    for (const [, arm, segment, target] of rows) {
      if (arm === "none") expect(target).toMatch(/^R[1-5] FM[1-5]$/);
      else expect(target).toBe(segment);
    }
    // The even ones order often and lately.
    const grid = rows
      .filter(([, arm]) => arm === "none")
      .map(([user = "", , , target = ""]) => [user, target] as const);
    const mean = (isEven: boolean) => {
      const fifths = grid.flatMap(([user, target]) =>
        /^u\d+$/.test(user) && (Number(user.slice(1)) % 2 === 0) === isEven ? [Number(target[1])] : [],
      );
      return fifths.reduce((sum, fifth) => sum + fifth, 0) / fifths.length;
    };
    expect(mean(true)).toBeGreaterThan(mean(false) + 1);
    await deleteExperiment(marketer, id);
  });

  test("refuses what could not be compared", async () => {
    const refused = { code: "BAD_REQUEST" };
    await expect(design({ targeting: [rfm, rfm] })).rejects.toMatchObject(refused);
    await expect(design({ targeting: [own(), own()] })).rejects.toMatchObject(refused);
    await expect(design({ targeting: [rfm, own()], entry: "arrival" })).rejects.toMatchObject(refused);
    await expect(design({ targeting: [rfm, own(), own()] })).rejects.toMatchObject(refused);
    const unknown = { kind: "run", id: "00000000-0000-4000-8000-000000000000" } as const;
    await expect(design({ targeting: [rfm, unknown] })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("an assignment", () => {
  test.each([{}, { holdout: 0.2, layer: { name: "mail", share: 0.5 } }])(
    "by SQL is that of the hash: %j",
    async (change) => {
      const { id } = await design(change);
      await startExperiment(marketer, id, { locale: "en" });
      const { plan, rows } = await storedOf(id);
      const assign = createAssigner(plan);
      const expected = people.flatMap((user) => {
        const { arm } = assign(user);
        return arm === null ? [] : [[user, arm]];
      });
      expect(rows.map((row) => [row.id, row.arm]).toSorted()).toEqual(expected.toSorted());
      expect(rows.length > 0 && rows.length <= people.length).toBe(true);
      await deleteExperiment(marketer, id);
    },
  );

  test("in exact shares is that of the stratified draw, segment by segment", async () => {
    const { id } = await design({ stratified: true });
    await startExperiment(marketer, id, { locale: "zh" });
    const { plan, rows } = await storedOf(id);
    expect(new Set(rows.map(({ segment }) => segment)).size).toBeGreaterThan(1);
    const drawn = assignStratified(
      plan,
      rows.map((row) => row.id),
      rows.map(({ segment }) => String(segment)),
    );
    expect(rows.map(({ arm }) => arm)).toEqual(drawn.map(({ arm }) => arm));
    await deleteExperiment(marketer, id);
  });

  test("is counted, frozen, told user by user and taken as a file, with ids masked where they may not be read", async () => {
    const { id } = await design();
    await expect(assignUsers(marketer, id, { users: ["u1"] })).rejects.toMatchObject({
      code: "EXPERIMENT_NOT_STARTED",
    });
    const started = await startExperiment(marketer, id, { locale: "en" });
    expect(started.status).toBe("running");
    expect(started.assigned?.reduce((sum, { users }) => sum + users, 0)).toBe(120);
    const { items } = await assignUsers(marketer, id, { users: [...people, "stranger"] });
    const { rows } = await storedOf(id);
    const own = new Map(rows.map((row) => [row.id, row.arm]));
    for (const { userId, arm } of items.slice(0, -1)) expect(arm, userId).toBe(own.get(userId));
    expect(items.at(-1)).toEqual({ userId: "stranger", arm: null, outside: "not-listed" });
    const read = async (scope: WorkspaceScope) => {
      let text = "";
      for await (const piece of (await takeAssignment(scope, id, {})).pieces) text += piece;
      return text;
    };
    expect(await read(marketer)).toContain("mia@shop.test,");
    const masked = await read(as("analyst"));
    expect(masked).toContain("m•••@shop.test,");
    expect(masked.trimEnd().split("\r\n")).toHaveLength(121);
    await expect(changeExperiment(marketer, id, { design: ExperimentDesign.parse({ arms }) })).rejects.toMatchObject({
      code: "EXPERIMENT_STARTED",
    });
    await deleteExperiment(marketer, id);
  });

  test("of two experiments of a layer shares no user, and a third that finds no room is told so", async () => {
    const half = { layer: { name: "newsletter", share: 0.5 } };
    const [first, second, third] = [await design(half), await design(half), await design(half)];
    await startExperiment(marketer, first.id, { locale: "en" });
    await startExperiment(marketer, second.id, { locale: "en" });
    const ids = new Set((await storedOf(first.id)).rows.map(({ id }) => id));
    const others = (await storedOf(second.id)).rows;
    expect(others.filter(({ id }) => ids.has(id))).toEqual([]);
    expect(ids.size + others.length).toBe(120);
    await expect(startExperiment(marketer, third.id, { locale: "en" })).rejects.toMatchObject({ code: "LAYER_FULL" });
    // An end lets nobody else in; those of the first are watched for two weeks, and taken for as long.
    await endExperiment(marketer, first.id);
    const later = (days: number) => new Date(Date.now() + days * 86_400_000);
    await expect(startExperiment(marketer, third.id, { locale: "en" }, later(13))).rejects.toMatchObject({
      code: "LAYER_FULL",
    });
    expect((await startExperiment(marketer, third.id, { locale: "en" }, later(15))).status).toBe("running");
    for (const { id } of [first, second, third]) await deleteExperiment(marketer, id);
  });
});

test("exposures told twice, in any order, count once, at the first time", async () => {
  const { id } = await design({ entry: "arrival" });
  await startExperiment(marketer, id, { locale: "en" });
  const late = { userId: "u1", arm: "mail", seenAt: "2024-03-02T10:00:00Z" };
  const early = { ...late, seenAt: "2024-03-01T10:00:00+02:00" };
  expect(await tellExposures(marketer, id, { exposures: [late, late] })).toEqual({ added: 1, repeated: 1 });
  expect(await tellExposures(marketer, id, { exposures: [early] })).toEqual({ added: 0, repeated: 1 });
  const [kept] = await db().exposure.findMany({ where: { experimentId: id } });
  expect(kept?.seenAt.toISOString()).toBe("2024-03-01T08:00:00.000Z");
  await expect(tellExposures(marketer, id, { exposures: [{ userId: "u1", arm: "letter" }] })).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
  for (const seenAt of ["0000-01-01T00:00:00Z", "9999-01-01T00:00:00Z"])
    await expect(tellExposures(marketer, id, { exposures: [early, { ...late, seenAt }] })).rejects.toMatchObject({
      code: "BAD_REQUEST",
      details: { path: "exposures.1.seenAt" },
    });
  const { items } = await assignUsers(marketer, id, { users: ["u2", "u3"] });
  expect(items.every(({ arm }) => arm !== null)).toBe(true);
  expect((await getExperiment(marketer, id)).exposed).toBe(3);
  // However long the few before took to count, as on a busy machine, those who came since are there.
  await seenByDay(id, performance.now() - 60_000);
  await assignUsers(marketer, id, { users: ["u4"] });
  expect((await getExperiment(marketer, id)).exposed).toBe(4);
  await deleteExperiment(marketer, id);
});

test("segments that are gone leave the experiment; a design that does not fit is refused by path", async () => {
  const [segment] = await listSegments(admin);
  const asked = { source: "design" as const, people: { kind: "segment" as const, id: segment?.id ?? "" } };
  const config = ExperimentConfig.parse({ name: "x", metrics: shopMetrics("en") });
  const made = await createExperiment(marketer, { ...asked, config, design: ExperimentDesign.parse({ arms }) });
  expect(made.people).toMatchObject({ kind: "segment", name: segment?.name });
  const uneven = ExperimentDesign.parse({ arms: arms.map(({ arm }) => ({ arm, share: 0.25 })) });
  await changeExperiment(marketer, made.id, { name: "y", config: { ...config, hypothesis: "They buy." } });
  const [line] = await db().auditEvent.findMany({ where: { action: "experiment.changed" } });
  expect(line).toMatchObject({ subject: "y" });
  const rfm = { kind: "rfm" as const };
  const elsewhere = { ...uneven, arms, targeting: [rfm, { kind: "run" as const, id: made.id }] };
  await expect(changeExperiment(marketer, made.id, { design: elsewhere })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(createExperiment(marketer, { ...asked, config, design: uneven })).rejects.toMatchObject({
    code: "BAD_REQUEST",
    details: { path: "design.arms" },
  });
  await deleteExperiment(marketer, made.id);
});

test("whoever came keeps their variant when nobody else is let in", async () => {
  const everybody = { kind: "everybody" as const, id: run.datasetId };
  const config = ExperimentConfig.parse({ name: "Door", metrics: shopMetrics("en") });
  const { id } = await createExperiment(marketer, {
    ...{ source: "design", people: everybody, config },
    design: ExperimentDesign.parse({ arms, entry: "arrival" }),
  });
  await startExperiment(marketer, id, { locale: "en" });
  const came = await assignUsers(marketer, id, { users: ["stranger", "u1"] });
  await endExperiment(marketer, id);
  const { items } = await assignUsers(marketer, id, { users: ["stranger", "u1", "u2"] });
  expect(items.slice(0, 2)).toEqual(came.items);
  expect(items[2]).toEqual({ userId: "u2", arm: null, outside: "not-listed" });
  await deleteExperiment(marketer, id);
});

test("of more comments and looks than a page shows, the newest are shown and all looks counted", async () => {
  const { id } = await design();
  const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
  const said = Array.from({ length: 502 }, (_, i) => ({ text: String(i), createdAt: at(i) }));
  const by = { experimentId: id, authorId: "a", authorName: "Ada" };
  await db().experimentComment.createMany({ data: said.map((one) => ({ ...by, ...one })) });
  const shown = await listComments(manager, id);
  expect([shown.length, shown[0]?.text, shown.at(-1)?.text]).toEqual([500, "2", "501"]);
  const looks = Array.from({ length: 130 }, (_, i) => ({
    experimentId: id,
    number: i + 1,
    isLook: true,
    status: "done",
  }));
  await db().analysis.createMany({ data: looks });
  const { analyses, looks: counted } = await getExperiment(manager, id);
  expect([analyses.length, counted.taken]).toEqual([100, 130]);
  await deleteExperiment(marketer, id);
});

describe("a start", () => {
  const whole = { layer: { name: "sms", share: 1 } };

  test("happens once, however many ask at once, and its plan is that of its people", async () => {
    const { id } = await design();
    const tries = await Promise.allSettled([1, 2, 3].map(() => startExperiment(marketer, id, { locale: "en" })));
    const refused = tries.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(refused).toHaveLength(2);
    for (const reason of refused) expect(reason).toMatchObject({ code: "EXPERIMENT_STARTED" });
    const { plan, rows } = await storedOf(id);
    const assign = createAssigner(plan);
    for (const row of rows) expect(row.arm).toBe(assign(row.id).arm);
    await expect(startExperiment(marketer, id, { locale: "en" })).rejects.toMatchObject({ code: "EXPERIMENT_STARTED" });
    expect((await storedOf(id)).plan).toEqual(plan);
    await deleteExperiment(marketer, id);
  });

  test("with nobody in it is refused", async () => {
    const name = { en: "Nobody", zh: "无人" };
    const own = { workspaceId: admin.workspaceId, runId: run.id, index: 999, name, colour: 0, size: 0 };
    const nobody = await db().segment.create({ data: own });
    const { id } = await design();
    await db().experiment.update({ where: { id }, data: { peopleKind: "segment", segmentId: nobody.id } });
    await expect(startExperiment(marketer, id, { locale: "en" })).rejects.toMatchObject({
      code: "BAD_REQUEST",
      details: { problem: { en: "nobody would take part" } },
    });
    await deleteExperiment(marketer, id);
    await db().segment.delete({ where: { id: nobody.id } });
  });

  test("that fails leaves its part of the layer to others", async () => {
    const [lost, next] = [await design(whole), await design(whole)];
    await db().experiment.update({ where: { id: lost.id }, data: { runId: null } });
    await expect(startExperiment(marketer, lost.id, { locale: "en" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await startExperiment(marketer, next.id, { locale: "en" })).status).toBe("running");
    for (const { id } of [lost, next]) await deleteExperiment(marketer, id);
  });

  test("does not outlive another design", async () => {
    const { id } = await design(whole);
    const starting = startExperiment(marketer, id, { locale: "en" });
    await expect.poll(async () => (await db().experiment.findUniqueOrThrow({ where: { id } })).plan).not.toBeNull();
    const even = ExperimentDesign.parse({ arms: arms.map(({ arm }) => ({ arm, share: 0.5 })) });
    const changing = changeExperiment(marketer, id, { design: even });
    const [started, changed] = await Promise.allSettled([starting, changing]);
    // Whichever came first, the other was refused.
    expect(new Set([started.status, changed.status]).size).toBe(2);
    await deleteExperiment(marketer, id);
  });
});

describe("people that are gone with their run", () => {
  /** As the database does where a run is deleted. */
  const forget = (id: string) => db().experiment.update({ where: { id }, data: { runId: null, segmentId: null } });

  test("are not replaced by everybody", async () => {
    const { id } = await design();
    await forget(id);
    await expect(startExperiment(marketer, id, { locale: "en" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await getExperiment(marketer, id)).people).toBeNull();
    await deleteExperiment(marketer, id);
  });

  test("keep strangers out of a test that lets people in as they come", async () => {
    const { id } = await design({ entry: "arrival" });
    await startExperiment(marketer, id, { locale: "en" });
    await forget(id);
    const { items } = await assignUsers(marketer, id, { users: ["stranger"] });
    expect(items).toEqual([{ userId: "stranger", arm: null, outside: "not-listed" }]);
    await deleteExperiment(marketer, id);
  });
});

describe("a manager", () => {
  test("reads, comments, and neither designs nor sees who is in it", async () => {
    const { id } = await design();
    await startExperiment(marketer, id, { locale: "en" });
    expect((await listExperiments(manager)).map((one) => one.id)).toContain(id);
    expect(await addComment(manager, id, { text: "Well?" })).toMatchObject({ isOwn: true, text: "Well?" });
    const refused = { code: "FORBIDDEN" };
    await expect(design({}, manager)).rejects.toMatchObject(refused);
    await expect(takeAssignment(manager, id, {})).rejects.toMatchObject(refused);
    await expect(assignUsers(manager, id, { users: ["u1"] })).rejects.toMatchObject(refused);
    await expect(issueLink(manager, id, { days: 1 })).rejects.toMatchObject(refused);
    expect(JSON.stringify(await getExperiment(manager, id))).not.toMatch(/"u\d+"|mia@/);
    await deleteExperiment(marketer, id);
  });
});

describe("a link", () => {
  test("is kept as a hash, and opens nothing where there is no report, once expired, or once revoked", async () => {
    const { id } = await design();
    const now = new Date("2026-01-01T00:00:00Z");
    const { link, id: linkId } = await issueLink(marketer, id, { days: 7 }, now);
    const token = link.split("/r/")[1] ?? "";
    const [row] = await db().experimentLink.findMany({ where: { experimentId: id } });
    expect(JSON.stringify(row)).not.toContain(token);
    expect(await openLink(token, now)).toBeUndefined();
    expect(await openLink(`${token.slice(0, -1)}_`, now)).toBeUndefined();
    expect(await listLinks(marketer, id, now)).toHaveLength(1);
    expect(await listLinks(marketer, id, new Date("2026-01-09T00:00:00Z"))).toHaveLength(0);
    await revokeLink(marketer, id, linkId);
    await expect(revokeLink(marketer, id, linkId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await listLinks(marketer, id, now)).toHaveLength(0);
    await deleteExperiment(marketer, id);
    expect(await db().experimentLink.count({ where: { id: linkId } })).toBe(0);
  });
});
