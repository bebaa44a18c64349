import { expect, test } from "vitest";
import { LinkTries } from "./link-tries.ts";

const minute = 60_000;

test("a link that opens goes on opening while others are guessed at", () => {
  const tries = new LinkTries();
  tries.tried("known", true, 0);
  for (let guess = 0; guess < 120; guess++) {
    expect(tries.mayTry(`guess ${guess}`, 1)).toBe(true);
    tries.tried(`guess ${guess}`, false, 1);
  }
  expect(tries.mayTry("one more", 2)).toBe(false);
  expect(tries.mayTry("known", 2)).toBe(true);
  expect(tries.mayTry("one more", 1 + minute)).toBe(true);
});

test("one link is not hammered: sixty times a minute, then the minute has to pass", () => {
  const tries = new LinkTries();
  for (let at = 0; at < 60; at++) {
    expect(tries.mayTry("known", at)).toBe(true);
    tries.tried("known", true, at);
  }
  expect(tries.mayTry("known", 60)).toBe(false);
  expect(tries.mayTry("known", minute)).toBe(true);
});

test("a revoked link is an unknown one", () => {
  const tries = new LinkTries();
  tries.tried("was known", true, 0);
  tries.tried("was known", false, 1);
  for (let guess = 1; guess < 120; guess++) tries.tried("guess", false, 2);
  expect(tries.mayTry("was known", 3)).toBe(false);
});
