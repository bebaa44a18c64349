import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { MembershipOf } from "./algorithms/algorithm.ts";
import { openMembership, writeMembership } from "./stored-membership.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "clade-membership-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The share of complete row i in cluster c of k: a number of its own. */
const shareOf = (k: number, i: number, c: number) => Math.fround((i * k + c) / 4096);
const told = (k: number): MembershipOf => {
  return (from, to, into) => {
    for (let i = from; i < to; i++) for (let c = 0; c < k; c++) into[(i - from) * k + c] = shareOf(k, i, c);
  };
};

it("comes back fit by fit, row by row, unknown for those who were placed", () => {
  const ks = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(ks, fc.array(fc.boolean(), { minLength: 1, maxLength: 9 }), (list, isComplete) => {
      const rows = isComplete.flatMap((complete, row) => (complete ? [row] : []));
      const completeAt = rows.length === isComplete.length ? null : Int32Array.from(rows);
      const users = isComplete.length;
      rmSync(join(folder, "membership.f32"), { force: true });
      const fits = list.map((k) => ({ k, membership: told(k) }));
      expect(writeMembership(folder, fits, { completeAt }, users)).toBeNull();
      for (const [at, k] of list.entries()) {
        const stored = openMembership(folder, { fits, users }, at);
        if (list.every((one) => one === 0)) expect(stored).toBeNull();
        if (!stored || k === 0) continue;
        const into = new Float32Array(users * k);
        stored.read(0, users, into);
        const expected = isComplete.flatMap((complete, row) =>
          Array.from({ length: k }, (_, c) => (complete ? shareOf(k, rows.indexOf(row), c) : Number.NaN)),
        );
        expect([...into]).toEqual(expected);
        stored.read(users - 1, users, into);
        expect([...into.subarray(0, k)]).toEqual(expected.slice(-k));
        stored.close();
      }
    }),
    { numRuns: 60 },
  );
});

it("goes over many people block by block", () => {
  const users = 70_000;
  const completeAt = Int32Array.from({ length: users - 1 }, (_, i) => i + Number(i >= 65_000));
  const k = 64;
  writeMembership(folder, [{ k, membership: told(k) }], { completeAt }, users);
  const stored = openMembership(folder, { fits: [{ k }], users }, 0);
  const into = new Float32Array(3 * k);
  stored?.read(64_999, 65_002, into);
  stored?.close();
  expect([into[0], into[k], into[2 * k]]).toEqual([shareOf(k, 64_999, 0), Number.NaN, shareOf(k, 65_000, 0)]);
});

it("is nothing where a fit does not say it, and a sentence where it would be too much", () => {
  const silent = [{ k: 2, membership: told(2) }, { k: 3 }];
  expect(writeMembership(folder, silent, { completeAt: null }, 4)).toBeNull();
  const many = writeMembership(folder, [{ k: 101, membership: told(101) }], { completeAt: null }, 4);
  expect(many?.en).toMatch(/^How surely each of 4 people belongs to each of up to 101 segments is too much to keep/);
  const large = writeMembership(folder, [{ k: 60, membership: told(60) }], { completeAt: null }, 5_000_000);
  expect(large?.zh).toContain("5,000,000 人");
  expect(readdirSync(folder)).toEqual([]);
});
