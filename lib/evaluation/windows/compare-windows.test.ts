import { describe, expect, it } from "vitest";
import { clusterMeans } from "../../clustering/cluster-means.ts";
import { createRandom } from "../../core/random.ts";
import { compareWindows, type WindowFit } from "./compare-windows.ts";

const places = [-6, 0, 6];

/** Users 0, 1 … in groups around the places; group: whose place a user has in this half. */
function half(users: number, group: (user: number) => number, at = places, seed = 1): WindowFit {
  const random = createRandom(seed);
  const labels = Int32Array.from({ length: users }, (_, user) => group(user));
  const data = Float32Array.from(labels, (label) => (at[label] ?? 0) + 0.3 * random.normal());
  const x = { data, rows: users, cols: 1 };
  const { centres } = clusterMeans(x, labels, at.length);
  return { x, users: labels.map((_, user) => user), labels, centres };
}

const byThree = (user: number) => user % 3;
const segmentOf = (users: number) => Int32Array.from({ length: users }, (_, user) => byThree(user));

describe("compareWindows", () => {
  it("finds the same groups with the same people in them", () => {
    const found = compareWindows(half(90, byThree), half(60, byThree, places, 2), segmentOf(90), 3);
    expect(found).toMatchObject({ users: 60, ari: 1, sameGroups: 1 });
    expect(found.segments).toEqual([0, 1, 2].map((segment) => ({ segment, jaccard: 1, returns: true })));
  });

  it("tells people who move from groups that go", () => {
    const random = createRandom(3);
    const moved = compareWindows(
      half(300, byThree),
      half(300, () => random.int(3), places, 2),
      segmentOf(300),
      3,
    );
    expect(moved.sameGroups).toBe(1);
    expect(Math.abs(moved.ari)).toBeLessThan(0.05);
    expect(moved.segments.every(({ returns }) => returns)).toBe(true);
  });

  it("says which group does not come back: its place is empty, and two groups share another", () => {
    const later = half(300, (user) => (user % 3 === 2 ? 1 + (user % 2) : byThree(user)), [-6, -0.5, 0.5], 2);
    const { segments } = compareWindows(half(300, byThree), later, segmentOf(300), 3);
    expect(segments.map(({ returns }) => returns)).toEqual([true, true, false]);
    expect(segments[2]?.jaccard).toBe(0);
  });

  it("follows a segment by who is in it, whatever numbers the half gave", () => {
    const renamed = half(90, (user) => (user + 1) % 3, [-6, 0, 6]);
    const later = half(90, (user) => (user + 1) % 3, [-6, -0.5, 0.5], 2);
    // Users 0, 3, 6 … are the run's segment 0; this half calls them 1, and finds two groups in their place later.
    const { segments } = compareWindows(renamed, later, segmentOf(90), 3);
    expect(segments.map(({ returns }) => returns)).toEqual([false, false, true]);
  });

  it("bears users who are nowhere in the run, and halves that share nobody", () => {
    const other = { ...half(30, byThree, places, 2), users: new Int32Array(30).fill(-1) };
    const found = compareWindows(half(30, byThree), other, new Int32Array(30).fill(-1), 2);
    expect(found).toMatchObject({ users: 0, ari: 1, sameGroups: 1 });
    expect(found.segments.map(({ returns }) => returns)).toEqual([false, false]);
  });
});
