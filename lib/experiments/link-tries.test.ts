import { expect, test } from "vitest";
import { LinkTries } from "./link-tries.ts";

const minute = 60_000;

test("one link is not hammered: so often a minute, then the minute has to pass", () => {
  const tries = new LinkTries();
  for (let at = 0; at < 600; at++) expect(tries.mayOpen("known", at)).toBe(true);
  expect(tries.mayOpen("known", 600)).toBe(false);
  expect(tries.mayOpen("another", 600)).toBe(true);
  expect(tries.mayOpen("known", minute)).toBe(true);
});

test("links that were opened long ago are forgotten, those that are hammered are not", () => {
  const tries = new LinkTries();
  for (let at = 0; at < 600; at++) tries.mayOpen("hammered", 0);
  for (let link = 0; link < 12_000; link++) {
    tries.mayOpen(`link ${link}`, 1);
    if (link % 1000 === 0) expect(tries.mayOpen("hammered", 1)).toBe(false);
  }
});
