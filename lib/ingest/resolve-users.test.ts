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

  test("without a key each row is one, and that is said of users and of rows", () => {
    const table = resolve(`height,width,target\n${lines(9, (i) => `${i}.5,${i * 2},${i % 3}`)}`);
    expect(rolesOf(table)).toEqual({ height: "number", width: "number", target: "label" });
    expect(table.notes.map(({ zh }) => zh)).toContain("没有编号列，因此以行号（从 1 开始）作为标识。");
    const people = resolve(`age,income,target\n${lines(9, (i) => `${i}.5,${i * 2},${i % 3}`)}`);
    expect(people.notes.map(({ zh }) => zh)).toContain("没有标识用户的列，因此每行视为一个用户，以行号作为标识。");
  });

  test("a column that counts the rows is no trait, but names them where nothing else does", () => {
    const counted = `${lines(9, (i) => `${i},${i}.5,u${i}`)}`;
    expect(rolesOf(resolve(`,height,tag\n${counted}`))).toMatchObject({ column_1: "user", height: "number" });
    expect(rolesOf(resolve(`,height,customer_id\n${counted}`))).toMatchObject({
      column_1: "ignore",
      customer_id: "user",
    });
  });

  test("the class of published data is a label, whatever it is called", () => {
    const flowers = lines(40, (i) => `${i}.5,${i * 2},${["setosa", "virginica"][i % 2]}`);
    expect(rolesOf(resolve(flowers))).toMatchObject({ column_1: "number", column_3: "label" });
    expect(rolesOf(resolve(`length,width,species\n${flowers}`)).species).toBe("label");
    // Not where it is one trait among others, or the table is of people, or there is nothing but it and one number.
    expect(rolesOf(resolve(`length,width,colour\n${flowers}`)).colour).toBe("category");
    const tiers = lines(40, (i) => `${1000 + i},${i}.5,${["gold", "silver"][i % 2]}`);
    expect(rolesOf(resolve(`customer_id,rate,type\n${tiers}`)).type).toBe("category");
    expect(rolesOf(resolve(`id,spend,group\n${tiers}`)).group).toBe("category");
    expect(rolesOf(resolve(lines(40, (i) => `${i}.5,${["a", "b"][i % 2]}`))).column_2).toBe("category");
  });

  test("y beside x is a coordinate, not an outcome", () => {
    const few = lines(40, (i) => `${i % 7},${i % 5}`);
    expect(rolesOf(resolve(`x,y\n${few}`))).toEqual({ x: "number", y: "number" });
    expect(rolesOf(resolve(`x1,y\n${few}`)).y).toBe("label");
  });

  test("whole numbers written with .0 are numbers, not kinds", () => {
    const cells = lines(40, (i) => `${i % 7}.0,${i % 5}.0`);
    expect(rolesOf(resolve(`a,b\n${cells}`))).toEqual({ a: "number", b: "number" });
    expect(rolesOf(resolve(`a,b\n${lines(40, (i) => `${i % 7}.5,${["1", "2", "3+"][i % 3]}`)}`)).b).toBe("category");
  });

  test("a bare id that comes again is an id all the same", () => {
    expect(rolesOf(resolve(`id,a,b\n${lines(40, (i) => `${i >> 1},${i}.5,${i * 3}`)}`)).id).toBe("user");
    expect(rolesOf(resolve(`index,a,b\n${lines(40, (i) => `${i % 6},${i}.5,${i * 3}`)}`)).index).toBe("number");
  });

  test("a bare id that comes again beside what was bought is a buyer's, and the time is missed", () => {
    const bought = `id,product,quantity,price\n${lines(40, (i) => `${i >> 2},p${i % 7},${1 + (i % 3)},${i % 5}.5`)}`;
    expect(() => resolve(bought)).toThrow(/no column for the role “time”/);
  });

  test("columns named like the insides of objects are columns", () => {
    const table = resolve(`user_id,__proto__,constructor,__proto__\n${lines(9, (i) => `u${i},${i},${i % 2},x`)}`);
    expect(table.columns.map(({ name }) => name)).toEqual(["user_id", "__proto__", "constructor", "__proto___2"]);
  });
});
