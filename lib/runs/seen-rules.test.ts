import { describe, expect, it } from "vitest";
import { parseConfig } from "./read-config.ts";
import { restoreIds, seenConfig } from "./seen-rules.ts";

const config = parseConfig({
  clustering: {
    fixed: [
      { name: "Staff", users: ["ann@example.org", "17850", "abe@example.org"] },
      { name: "Rich", where: [{ feature: "monetary", atLeast: 1000 }] },
    ],
    pairs: [
      { together: ["ann@example.org", "17850"] },
      { apart: ["17850", "13047"] },
      { together: ["abe@example.org", "17850"] },
      { together: ["bob@example.org", "17850"] },
    ],
  },
});
const seen = seenConfig({ role: "analyst" }, config).clustering;

describe("a run's rules", () => {
  it("show whole ids to those who write to people, and masked ones to everybody else", () => {
    for (const role of ["admin", "marketer"] as const) expect(seenConfig({ role }, config)).toBe(config);
    for (const role of ["analyst", "manager"] as const) {
      const { fixed, pairs } = seenConfig({ role }, config).clustering;
      expect(fixed?.[0]).toEqual({ name: "Staff", users: ["a•••@example.org", "17850", "a•••@example.org"] });
      expect(pairs?.slice(0, 2)).toEqual([{ together: ["a•••@example.org", "17850"] }, { apart: ["17850", "13047"] }]);
    }
    const plain = parseConfig({});
    expect(seenConfig({ role: "manager" }, plain)).toBe(plain);
  });

  const sent = (clustering: object) => restoreIds({ clustering: { ...clustering } }, config).clustering;

  it("come back from somebody who saw masked ids as what they are", () => {
    const { fixed, pairs } = config.clustering;
    expect(sent({ fixed: seen.fixed, pairs: seen.pairs })).toEqual({ fixed, pairs });
    // With something else changed: one more, one less, another order.
    const vip = { name: "VIP", users: ["1"] };
    expect(sent({ fixed: [vip, ...(seen.fixed ?? [])] }).fixed).toEqual([vip, ...(fixed ?? [])]);
    expect(sent({ pairs: seen.pairs?.toReversed().slice(0, 1) }).pairs).toEqual([pairs?.[3]]);
    expect(sent({ pairs: [{ apart: ["b•••@example.org", "13047"] }] }).pairs).toEqual([
      { apart: ["bob@example.org", "13047"] },
    ]);
  });

  it("come back of a list under another name, where no other looks like it", () => {
    const [staff] = seen.fixed ?? [];
    const [own] = config.clustering.fixed ?? [];
    expect(sent({ fixed: [{ ...staff, name: "Our staff" }] }).fixed).toEqual([{ ...own, name: "Our staff" }]);
    const two = ["ann@example.org", "abe@example.org"].map((id) => ({ name: id.slice(0, 3), users: [id] }));
    const both = parseConfig({ clustering: { fixed: two } });
    const shown = seenConfig({ role: "analyst" }, both).clustering.fixed;
    expect(restoreIds({ clustering: { fixed: shown } }, both).clustering.fixed).toEqual(two);
    const renamed = [{ name: "New", users: shown?.[0]?.users }];
    expect(() => restoreIds({ clustering: { fixed: renamed } }, both)).toThrow(/may be anybody/);
  });

  it("come back where the two of a pair look alike", () => {
    const pairs = [{ apart: ["ann@example.org", "abe@example.org"] }, { together: ["1", "2"] }];
    const own = parseConfig({ clustering: { pairs } });
    const shown = seenConfig({ role: "analyst" }, own).clustering.pairs;
    expect(shown?.[0]).toEqual({ apart: ["a•••@example.org", "a•••@example.org"] });
    expect(restoreIds({ clustering: { pairs: shown } }, own).clustering.pairs).toEqual(pairs);
  });

  it.each([
    ["one of two pairs that look alike is gone", { pairs: seen.pairs?.slice(1) }, "clustering.pairs[1]"],
    ["it may be two people", { pairs: [{ apart: ["a•••@example.org", "13047"] }] }, "clustering.pairs[0]"],
    ["a list is another one", { fixed: [{ name: "Staff", users: ["a•••@example.org"] }] }, "clustering.fixed[0].users"],
    ["nobody looks like it", { fixed: [{ name: "New", users: ["z•••@example.org"] }] }, "clustering.fixed[0].users"],
  ])("are refused where %s", (_, clustering, path) => {
    expect(() => sent(clustering)).toThrow(
      expect.objectContaining({ code: "BAD_CONFIG", details: expect.objectContaining({ path }) }),
    );
  });

  it("that fit no schema are left for it to refuse", () => {
    const odd = { fixed: [null, "•••"], pairs: "•••", k: 4 };
    expect(sent(odd)).toEqual(odd);
    expect(restoreIds({ seed: 3 }, config)).toMatchObject({ seed: 3 });
  });
});
