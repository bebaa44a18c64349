import { expect, test } from "vitest";
import { SignInTries, triesAllowed } from "./sign-in-tries.ts";

const minute = 60_000;

function failing(email: string, times: number, at: number): SignInTries {
  const tries = new SignInTries();
  for (let i = 0; i < times; i++) tries.failed(email, at);
  return tries;
}

test("ten wrong passwords shut one address for the rest of five minutes, and no other", () => {
  const tries = failing("ada@shop.test", triesAllowed, 0);
  expect(() => tries.demand("ada@shop.test", 4 * minute)).toThrow(
    expect.objectContaining({ code: "TOO_MANY_TRIES", details: { seconds: 60 } }),
  );
  tries.demand("bob@shop.test", 4 * minute);
  tries.demand("ada@shop.test", 5 * minute);
});

test("nine do not, and a right password forgives them", () => {
  const tries = failing("ada@shop.test", triesAllowed - 1, 0);
  tries.demand("ada@shop.test", 0);
  tries.succeeded("ada@shop.test");
  tries.failed("ada@shop.test", 0);
  tries.demand("ada@shop.test", 0);
});

test("a flood of made-up addresses pushes out the oldest, so memory stays bounded", () => {
  const tries = failing("ada@shop.test", triesAllowed, 0);
  for (let i = 0; i < 10_000; i++) tries.failed(`made-up-${i}@shop.test`, 0);
  tries.demand("ada@shop.test", 0);
});
