import { expect, test, vi } from "vitest";
import { rarely } from "./log.ts";

test("what fails again and again is said once every so often", () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const say = vi.fn();
  const complain = rarely(say, 5_000);
  for (let i = 0; i < 100; i++) complain(new Error(String(i)));
  expect(say).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(5_001);
  complain(new Error("still"));
  expect(say.mock.calls.map(([error]) => error.message)).toEqual(["0", "still"]);
  vi.useRealTimers();
});
