import { expect, it } from "vitest";
import { suggestData } from "./missing-data.ts";

it("names the kinds of data that are not there", () => {
  expect(suggestData(new Set(["users"]))).toEqual({
    en: "You could add what they buy, what they view and click or what they write.",
    zh: "可以补充购买记录、浏览与点击行为、评价与留言等数据。",
  });
  expect(suggestData(new Set(["transactions", "users", "texts"])).en).toBe("You could add what they view and click.");
});

it("speaks of the features where every kind is there", () => {
  const { en, zh } = suggestData(new Set(["transactions", "users", "texts", "events", "items"]));
  expect(en).toMatch(/^You could leave out features/);
  expect(zh).toMatch(/^可以去掉/);
});
