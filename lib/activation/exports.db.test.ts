import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Role, WorkspaceScope } from "../core/scope.ts";
import { closeDatabase, db } from "../platform/db.ts";
import { closeNotify } from "../platform/notify.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { runFiles } from "../runs/fixtures/files-run.ts";
import { testScope } from "../runs/fixtures/test-scope.ts";
import { deleteRun } from "../runs/mutations.ts";
import type { RunDetailDto } from "../runs/schema.ts";
import { getPerson, listMembers, listSegments } from "../segments/data.ts";
import { MembersQuery } from "../segments/member-schema.ts";
import { createLasso } from "../segments/mutations.ts";
import type { SegmentRowDto } from "../segments/segment-schema.ts";
import { getExportOptions, listExports } from "./data.ts";
import { createExport, takeExport } from "./mutations.ts";
import { NewExport } from "./schema.ts";

let database: TestDatabase;
const admin = testScope();
const as = (role: Role) => ({ ...admin, role }) as WorkspaceScope;
const marketer = as("marketer");
let run: RunDetailDto;
let segments: SegmentRowDto[];

/** 120 people: the even ones order often and lately, the odd ones once and long ago. */
const people = Array.from({ length: 120 }, (_, i) => (i === 7 ? "__proto__" : i === 9 ? "=1+1" : `u${i}`));
/** Said of the first 40: "no" for 10, nothing for 5, "yes" for the rest; 退订 "是" for one more. The others are not asked. */
const consentOf = (i: number) => (i < 10 ? "no" : i < 15 ? "" : "yes");
const files = {
  "orders.csv": [
    "customer_id,order_date,amount",
    ...people.flatMap((id, i) => {
      const days = i % 2 === 0 ? [150, 160, 170, 175 + (i % 5)] : [20 + (i % 30)];
      return days.map((day) => `${id},${new Date(Date.UTC(2024, 0, day)).toISOString().slice(0, 10)},${10 + (i % 7)}`);
    }),
  ].join("\n"),
  "users.csv": [
    "customer_id,email,手机,full name,consent,是否退订,积分",
    ...people
      .slice(0, 40)
      .map((id, i) =>
        [
          ...[id, `${i}@shop.test`, "+86 138-0000-0000", i === 11 ? "\"=cmd|' /C calc'!A0\"" : `@SUM(${i})`],
          ...[consentOf(i), i === 16 ? "是" : "否", i],
        ].join(","),
      ),
    // Enough people without a word of theirs, so that the points are a feature of everybody.
    ...people.slice(40).map((id, i) => `${id},,,,yes,,${i}`),
  ].join("\n"),
};

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
  run = await runFiles(admin, files);
  segments = (await listSegments(admin)).filter(({ index }) => index !== null);
});
afterAll(async () => {
  await closeNotify();
  await closeDatabase();
  await database.drop();
});

const make = (request: Partial<NewExport>, scope = marketer) =>
  createExport(scope, NewExport.parse({ runId: run.id, ...request }));

async function read(id: string, part: "list" | "control" = "list", scope = marketer) {
  const { name, pieces } = await takeExport(scope, id, { part });
  const read: Uint8Array[] = [];
  for await (const piece of pieces) read.push(piece);
  const text = Buffer.concat(read).toString("utf8");
  const [head = "", ...lines] = text.trimEnd().split("\r\n");
  return { name, text, head, lines, ids: lines.map((line) => line.split(",")[0] ?? "") };
}

describe("a list", () => {
  test("leaves out who did not agree, and counts them", async () => {
    const made = await make({ columns: [] });
    // 10 said no, 5 said nothing, one opted out.
    expect(made).toMatchObject({ rows: 104, withoutConsent: 16, excluded: 0, controlRows: 0, status: "made" });
    const { head, ids } = await read(made.id);
    expect(head).toBe("user_id");
    expect(ids).toHaveLength(104);
    const refused = people.filter((_, i) => i < 15 || i === 16);
    expect(ids.filter((id) => refused.includes(id))).toEqual([]);
    expect(await getExportOptions(marketer, run.id)).toMatchObject({ withoutConsent: 16 });
  });

  test("of a segment and a filter in real units: no order for 30 days", async () => {
    const made = await make({ columns: ["recency"], filters: [{ feature: "recency", op: "at-least", value: 30 }] });
    const { lines } = await read(made.id);
    const gone = people.filter((_, i) => i % 2 === 1 && i >= 15).length;
    expect(lines).toHaveLength(gone);
    expect(lines.every((line) => Number(line.split(",")[1]) >= 30)).toBe(true);
    const both = await make({ segmentId: segments[0]?.id, filters: [{ feature: "recency", op: "at-most", value: 0 }] });
    expect(both.rows).toBe(0);
  });

  test("is refused by path where the run lacks what is asked for", async () => {
    const filters = [{ feature: "lifetime", op: "at-least" as const, value: 1 }];
    await expect(make({ filters })).rejects.toMatchObject({ code: "BAD_REQUEST", details: { path: "filters" } });
    for (const request of [{ columns: ["user_id"] }, { personal: ["passport"] }])
      await expect(make(request)).rejects.toMatchObject({ code: "BAD_REQUEST", details: { path: "columns" } });
  });

  test("speaks the page's language in its name and its segments' names", async () => {
    const [segment] = segments;
    const zh = await read((await make({ segmentId: segment?.id, locale: "zh", controlShare: 0.2 })).id, "control");
    expect(zh.name).toBe(`Laden 1－${segment?.name.zh}（对照组）.csv`);
    expect(zh.lines[0]?.split(",")[2]).toBe(segment?.name.zh);
    const en = await read((await make({ locale: "en" })).id);
    expect(en.name).toBe("Laden 1 – run 1.csv");
    expect(en.head).toBe("user_id,segment,segment_name");
  });

  test("stands in the audit log, with what was on it, and so does whoever takes it", async () => {
    const made = await make({ personal: ["email"] });
    await read(made.id);
    const [taken, logged] = await db().auditEvent.findMany({
      where: { workspaceId: admin.workspaceId },
      orderBy: { createdAt: "desc" },
      take: 2,
    });
    expect(logged).toMatchObject({ action: "export.made", details: { rows: 104, personal: ["email"] } });
    expect(taken).toMatchObject({ action: "export.taken", details: { part: "list", rows: 104, personal: ["email"] } });
  });
});

describe("personal columns", () => {
  test("are joined back for marketers and admins", async () => {
    const { personal, mayReadPersonal } = await getExportOptions(marketer, run.id);
    expect(mayReadPersonal).toBe(true);
    expect(personal.map(({ name, kind }) => [name, kind])).toEqual([
      ["email", "email"],
      ["手机", "phone"],
      ["full name", "name"],
    ]);
    for (const scope of [marketer, admin]) {
      const { head, lines } = await read((await make({ columns: [], personal: ["email", "手机"] }, scope)).id);
      expect(head).toBe("user_id,email,手机");
      expect(lines).toContain("u20,20@shop.test,+8613800000000");
      expect(lines).toContain("u60,,");
    }
  });

  test("are not for analysts, neither to ask for nor to take from somebody else's list", async () => {
    const analyst = as("analyst");
    expect((await getExportOptions(analyst, run.id)).mayReadPersonal).toBe(false);
    await expect(make({ personal: ["email"] }, analyst)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const { id } = await make({ personal: ["email"] });
    await expect(takeExport(analyst, id, { part: "list" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect((await read((await make({}, analyst)).id, "list", analyst)).ids).toHaveLength(104);
  });

  test("and ids are harmless in a spreadsheet", async () => {
    const { text, ids } = await read((await make({ personal: ["full name"], bom: true })).id);
    expect(text.startsWith("\ufeffuser_id,")).toBe(true);
    expect(text).toContain("'@SUM(20)");
    for (const cell of text.split(/[,\r\n]+/)) expect(cell).not.toMatch(/^[=+@]/);
    expect(ids).not.toContain("=1+1");
  });
});

describe("ids that are e-mail addresses", () => {
  test("are whole for those who may see them, masked on screen and on lists for others", async () => {
    const orders = files["orders.csv"].replaceAll(/^(u\d+),/gm, "$1@shop.test,");
    const mails = await runFiles(admin, { "orders.csv": orders });
    const { id = "" } = (await listSegments(admin)).find(({ runId }) => runId === mails.id) ?? {};
    for (const [scope, pattern] of [
      [marketer, /^u\d+@shop\.test$/],
      [as("analyst"), /^u•••@shop\.test$/],
    ] as const) {
      const { items } = await listMembers(scope, id, MembersQuery.parse({ search: "u" }));
      for (const { userId, row } of items.slice(0, 3)) {
        expect(userId).toMatch(pattern);
        expect(await getPerson(scope, mails.id, String(row))).toMatchObject({ userId, row, agreed: null });
      }
      const made = await createExport(scope, NewExport.parse({ runId: mails.id, segmentId: id }));
      const { ids } = await read(made.id, "list", scope);
      expect(ids.filter((one) => one.includes("@")).every((one) => pattern.test(one))).toBe(true);
      expect(ids.length).toBe(made.rows);
    }
    for (const nobody of ["9999", "-1", "u1@shop.test", "1e1"])
      await expect(getPerson(marketer, mails.id, nobody)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("a control group", () => {
  test("is held back by a draw that is kept: both files together are everybody, each once", async () => {
    const made = await make({ controlShare: 0.1 });
    expect(made).toMatchObject({ rows: 94, controlRows: 10, controlSeed: expect.any(Number) });
    const [list, control] = [await read(made.id), await read(made.id, "control")];
    expect([list.ids.length, control.ids.length]).toEqual([94, 10]);
    expect(new Set([...list.ids, ...control.ids]).size).toBe(104);
    expect((await read(made.id, "control")).text).toBe(control.text);
  });

  test("is another one the next time", async () => {
    const draws = await Promise.all([1, 2, 3].map(async () => (await make({ controlShare: 0.5 })).id));
    const groups = await Promise.all(draws.map(async (id) => (await read(id, "control")).ids.join()));
    expect(new Set(groups).size).toBe(3);
  });
});

describe("people on other lists", () => {
  test("are taken off and counted: an earlier list, its control group, a segment, a run", async () => {
    const first = await make({ controlShare: 0.25 });
    const list = { kind: "export", id: first.id, part: "list" } as const;
    const control = { ...list, part: "control" } as const;
    const rest = await make({ minus: [list] });
    // Those who were on it; its control group and who never agreed are still there to be counted.
    expect(rest).toMatchObject({ rows: first.controlRows, excluded: first.rows, withoutConsent: 16 });
    expect((await read(rest.id)).ids.sort()).toEqual((await read(first.id, "control")).ids.sort());
    expect(await make({ minus: [list, control] })).toMatchObject({ rows: 0, excluded: 104, withoutConsent: 16 });
    const [segment, other] = segments;
    const only = await make({ minus: [{ kind: "segment", id: segment?.id ?? "" }] });
    expect(only.excluded).toBe(segment?.size);
    expect((await read(only.id)).lines.every((line) => line.split(",")[1] === String(other?.index))).toBe(true);
    expect(await make({ minus: [{ kind: "run", id: run.id }] })).toMatchObject({ rows: 0, excluded: 120 });
  });

  test("stay off when what their list was drawn from is gone", async () => {
    const second = await runFiles(admin, { "orders.csv": files["orders.csv"] }, { k: 3 });
    const { id } = await createLasso(admin, { runId: second.id, name: "Drawn", rows: [0, 1, 2, 3] });
    const lasso = await createExport(marketer, NewExport.parse({ runId: second.id, segmentId: id }));
    expect(lasso.rows).toBe(4);
    await deleteRun(admin, second.id);
    const minus = [{ kind: "export", id: lasso.id, part: "list" } as const];
    expect((await make({ minus })).excluded).toBe(4);
  });

  test("of another workspace are not found", async () => {
    const foreign = await make({});
    const stranger = testScope("marketer");
    const own = await runFiles(stranger, { "orders.csv": files["orders.csv"] });
    for (const minus of [
      { kind: "export", id: foreign.id, part: "list" } as const,
      { kind: "run", id: run.id } as const,
      { kind: "segment", id: segments[0]?.id ?? "" } as const,
    ])
      await expect(createExport(stranger, NewExport.parse({ runId: own.id, minus: [minus] }))).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
  });
});

describe("a list's file", () => {
  const statusOf = async (id: string) => (await listExports(marketer, run.id)).find((one) => one.id === id)?.status;

  test("that is taken whole is done; one that its reader leaves is broken, until it is taken again", async () => {
    const { id } = await make({});
    const { pieces } = await takeExport(marketer, id, { part: "list" });
    await pieces.next();
    expect(await statusOf(id)).toBe("streaming");
    await pieces.return(undefined);
    expect(await statusOf(id)).toBe("broken");
    await read(id);
    expect(await statusOf(id)).toBe("done");
  });
});

describe("members", () => {
  test("with any id are found, sorted and paged", async () => {
    const odd = segments.find(({ size }) => size === 60 && size > 0);
    const ask = async (query: Record<string, unknown>) =>
      (await Promise.all(segments.map(({ id }) => listMembers(marketer, id, MembersQuery.parse(query)))))
        .flatMap(({ items }) => items)
        .map(({ userId }) => userId);
    expect(odd).toBeDefined();
    expect(await ask({ search: "__PROTO__" })).toEqual(["__proto__"]);
    expect(await ask({ search: "=1+1" })).toEqual(["=1+1"]);
    expect(await ask({ search: "%" })).toEqual([]);
    expect((await ask({ sort: "user", limit: 200 })).length).toBe(120);
    const { id = "" } = segments[0] ?? {};
    const page = await listMembers(marketer, id, MembersQuery.parse({ sort: "积分", order: "desc", limit: 5 }));
    const points = page.items.map(({ values }) => values.at(-1));
    expect(points).toEqual([...points].sort((a, b) => Number(b) - Number(a)));
    expect(page.next).toBe(5);
  });
});
