import { expect, test } from "vitest";
import { describeTable } from "./resolve.ts";
import type { TableConfig } from "./schema.ts";

function describe(text: string, config: Partial<TableConfig> = {}): string {
  const samples = new Map([["f.csv", { name: "f.csv", bytes: Buffer.from(text), truncated: false }]]);
  const { table, problem } = describeTable({ files: ["f.csv"], ...config }, samples);
  const roles = table.columns.map(({ name, role }) => `${name} ${role}`).join(" · ");
  return [table.kind, roles, ...(problem ? [problem.code] : [])].join(": ");
}

const lines = (line: (i: number) => string) => Array.from({ length: 40 }, (_, i) => line(i)).join("\n");
const day = (i: number) => `2026-01-${String(10 + (i % 15)).padStart(2, "0")} 10:00`;

test("events are told by what was done, by name or by value", () => {
  const does = ["view", "cart", "purchase"];
  expect(
    describe(
      `event_time,event_type,product_id,category_code,price,user_id,user_session\n${lines((i) => `${day(i)},${does[i % 3]},P${i % 7},shoes.boot${i % 2},${i % 5}.5,u${i % 4},s${i}`)}`,
    ),
  ).toBe(
    "events: event_time time · event_type event · product_id item · category_code category · price price · user_id user · user_session ignore",
  );
  const acts = ["浏览", "加购", "购买"];
  expect(describe(`用户ID,时间,类型,商品ID\n${lines((i) => `u${i % 4},${day(i)},${acts[i % 3]},P${i % 7}`)}`)).toBe(
    "events: 用户ID user · 时间 time · 类型 event · 商品ID item",
  );
});

test("orders with a type stay orders", () => {
  expect(
    describe(
      `order_id,user_id,date,type,amount\n${lines((i) => `o${i},u${i % 4},${day(i)},${i % 2 ? "refund" : "purchase"},${i}.5`)}`,
    ),
  ).toMatch(/^transactions: /);
});

test("texts are told by their prose and by users that come again, or none", () => {
  const says = (i: number) => `"The boots number ${i} are warm, and they fit"`;
  expect(describe(`user,when,review,stars\n${lines((i) => `u${i % 9},${day(i)},${says(i)},${1 + (i % 5)}`)}`)).toBe(
    "texts: user user · when time · review text · stars number",
  );
  expect(describe(`评论,类别\n${lines((i) => `第${i}次购买，质量一如既往地好,${"鞋衣"[i % 2]}`)}`)).toBe(
    "texts: 评论 text · 类别 category",
  );
  expect(describe(`user_id,age,visits,comment\n${lines((i) => `u${i},${20 + i},${i % 7},${says(i)}`)}`)).toMatch(
    /^users: /,
  );
});

test("people's names that come again are no texts, and a review beside them is", () => {
  const names = ["Chloe Evans-Whittaker", "Olive Clarke-Davenport", "Mateo Fernández García"];
  const people = `user_id,name,signed_up\n${lines((i) => `u${i},${names[i % 3]} ${"ab"[i % 2]},${day(i)}`)}`;
  expect(describe(people)).toBe("users: user_id user · name personal · signed_up time");
  const wrote = lines((i) => `u${i % 9},${names[i % 3]} ${i % 20},"Warm boots number ${i}, and they fit"`);
  expect(describe(`user_id,title,review\n${wrote}`)).toMatch(/review text/);
});

test("items have codes of their own and nobody's", () => {
  expect(describe(`sku,category,product name\n${lines((i) => `S${i},kind ${i % 3},Boot number ${i}`)}`)).toBe(
    "items: sku item · category category · product name text",
  );
});

test("a kind that is asked for says which role it lacks", () => {
  const text = `uid,when,note\n${lines((i) => `u${i % 4},${day(i)},n${i}`)}`;
  expect(describe(text, { kind: "events" })).toMatch(/MISSING_ROLE$/);
  expect(describe(text, { kind: "items" })).toMatch(/MISSING_ROLE$/);
});
