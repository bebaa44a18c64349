import { describe, expect, test } from "vitest";
import { lines, resolve, rolesOf } from "./fixtures/resolve-text.ts";

describe("users", () => {
  test("one row each, with a key", () => {
    const table = resolve(
      `member_no,age,city,joined,vip,email\n${lines(30, (i) => `m${i},${20 + (i % 9)},${i % 3 ? "Oslo" : "Rome"},2020-01-${10 + (i % 20)},yes,a${i}@x.org`)}`,
    );
    expect(table.kind).toBe("users");
    expect(rolesOf(table)).toEqual({
      member_no: "user",
      age: "number",
      city: "category",
      joined: "time",
      vip: "ignore",
      email: "personal",
    });
  });

  test("numbers that stand for kinds or for steps with an open end are categories, one typo makes none", () => {
    const steps = ["1", "2", "3", "4", "5+"];
    const text = `user_id,TrafficType,household_size,kids\n${lines(60, (i) => `u${i},${(i % 3) + 1},${steps[i % 14] ?? "2"},${i === 7 ? "x" : i % 3}`)}`;
    expect(rolesOf(resolve(text))).toEqual({
      user_id: "user",
      TrafficType: "category",
      household_size: "category",
      kids: "number",
    });
  });

  test("every date of a person counts, when a record was touched does not", () => {
    const text = `user_id,signup_date,last_login,updated_at\n${lines(20, (i) => `u${i},2025-01-${10 + i},2025-03-${10 + i},2025-05-01`)}`;
    expect(rolesOf(resolve(text))).toEqual({
      user_id: "user",
      signup_date: "time",
      last_login: "time",
      updated_at: "ignore",
    });
  });

  test("without a key each row is a user, and that is said", () => {
    const table = resolve(`height,width,target\n${lines(9, (i) => `${i}.5,${i * 2},${i % 3}`)}`);
    expect(rolesOf(table)).toEqual({ height: "number", width: "number", target: "label" });
    expect(table.notes.map(({ zh }) => zh)).toContain("没有标识用户的列，因此每行视为一个用户，以行号作为标识。");
  });

  test("a column that counts the rows is no trait", () => {
    expect(rolesOf(resolve(`,height\n${lines(9, (i) => `${i},${i}.5`)}`))).toEqual({
      column_1: "ignore",
      height: "number",
    });
  });

  test("columns named like the insides of objects are columns", () => {
    const table = resolve(`user_id,__proto__,constructor,__proto__\n${lines(9, (i) => `u${i},${i},${i % 2},x`)}`);
    expect(table.columns.map(({ name }) => name)).toEqual(["user_id", "__proto__", "constructor", "__proto___2"]);
  });
});
