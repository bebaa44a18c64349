import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson, hashValue } from "./hash.ts";

describe("canonicalJson", () => {
  test("sorts keys at every depth and leaves undefined out", () => {
    expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: undefined, A: null })).toBe('{"A":null,"b":[{"c":2,"d":1}]}');
  });

  test("parses back to the same JSON value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test("a column called __proto__ is data like any other", () => {
    const value = JSON.parse('{"__proto__": "user", "a": 1}');
    expect(canonicalJson(value)).toBe('{"__proto__":"user","a":1}');
  });
});

describe("hashValue", () => {
  test("does not depend on the order of keys", () => {
    expect(hashValue({ a: 1, b: { c: 2, d: 3 } })).toBe(hashValue({ b: { d: 3, c: 2 }, a: 1 }));
  });

  test("tells a number from its text and an absent key from null", () => {
    expect(hashValue({ a: 1 })).not.toBe(hashValue({ a: "1" }));
    expect(hashValue({ a: null })).not.toBe(hashValue({}));
  });

  test("is SHA-256 of the canonical text", () => {
    expect(hashValue({})).toBe("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  });
});
