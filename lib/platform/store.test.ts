import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { localWorkspace, type StageKey, type WorkspaceId } from "../core/ids.ts";
import { failCall } from "./fixtures/failing-calls.ts";
import { type ArtefactStore, localStore } from "./store.ts";

const key = "ab12" as StageKey;
const receipt = { stage: "features", version: 1, key, params: {}, inputs: {}, milliseconds: 5, peakRssBytes: 10 };

describe("localStore", () => {
  let root: string;
  let store: ArtefactStore;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "clade-store-"));
    store = localStore(root);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  async function publish(text: string) {
    const draft = await store.begin(localWorkspace, "features", key);
    writeFileSync(join(draft.folder, "matrix.f32"), text);
    return draft.publish(receipt);
  }

  test("an artefact is there only once it is published, with its receipt beside it", async () => {
    const draft = await store.begin(localWorkspace, "features", key);
    writeFileSync(join(draft.folder, "matrix.f32"), "1234");
    expect(store.find(localWorkspace, "features", key)).toBeUndefined();
    await draft.publish(receipt);
    const found = store.find(localWorkspace, "features", key);
    expect(found?.receipt.files).toEqual([{ name: "matrix.f32", bytes: 4 }]);
    expect(readdirSync(join(root, "drafts"))).toEqual([]);
  });

  test("a discarded draft leaves nothing", async () => {
    const draft = await store.begin(localWorkspace, "features", key);
    writeFileSync(join(draft.folder, "matrix.f32"), "1234");
    await draft.discard();
    expect(existsSync(draft.folder)).toBe(false);
    expect(store.find(localWorkspace, "features", key)).toBeUndefined();
  });

  test("what an attempt saved is there for the next one, and gone once the work is published", async () => {
    const first = await store.begin(localWorkspace, "features", key);
    mkdirSync(first.saved);
    writeFileSync(join(first.saved, "checkpoint"), "7");
    await first.discard();
    const second = await store.begin(localWorkspace, "features", key);
    expect(readdirSync(second.saved)).toEqual(["checkpoint"]);
    await second.publish(receipt);
    expect(existsSync(second.saved)).toBe(false);
  });

  test("a sweep takes what is old and not needed, each as a whole", async () => {
    const { folder } = await publish("1234");
    const other = "ef56" as StageKey;
    const draft = await store.begin(localWorkspace, "features", other);
    writeFileSync(join(draft.folder, "matrix.f32"), "5678");
    await draft.publish({ ...receipt, key: other, inputs: { ingest: "ab12" } });
    const later = new Date(Date.now() + 1000);
    expect(await store.sweep(() => false, new Date(0))).toBe(0);
    expect(await store.sweep(({ inputs }) => inputs.ingest !== "ab12", later)).toBe(1);
    expect(store.find(localWorkspace, "features", other)).toBeUndefined();
    expect(existsSync(join(folder, "matrix.f32"))).toBe(true);
    expect(readdirSync(join(root, "drafts"))).toEqual([]);
  });

  test("a sweep leaves drafts and stray files alone, and an empty store is no obstacle", async () => {
    expect(await store.sweep(() => false, new Date(Date.now() + 1000))).toBe(0);
    const draft = await store.begin(localWorkspace, "features", key);
    writeFileSync(join(draft.folder, "matrix.f32"), "1234");
    writeFileSync(join(root, "note.txt"), "not ours");
    expect(await store.sweep(() => false, new Date(Date.now() + 1000))).toBe(0);
    expect((await draft.publish(receipt)).receipt.files).toHaveLength(1);
  });

  test("two attempts at once: the first to publish wins, the second is given the first's files", async () => {
    const late = await store.begin(localWorkspace, "features", key);
    writeFileSync(join(late.folder, "matrix.f32"), "late!");
    const first = await publish("1234");
    const second = await late.publish(receipt);
    expect(second).toEqual(first);
    expect(existsSync(late.folder)).toBe(false);
  });

  test("a damaged artefact (cut file, cut receipt) is not found, and is replaced by the next one", async () => {
    const { folder } = await publish("1234");
    truncateSync(join(folder, "matrix.f32"), 2);
    expect(store.find(localWorkspace, "features", key)).toBeUndefined();
    await publish("12345");
    expect(store.find(localWorkspace, "features", key)?.receipt.files[0]?.bytes).toBe(5);
    truncateSync(join(folder, "receipt.json"), 9);
    expect(store.find(localWorkspace, "features", key)).toBeUndefined();
  });

  test("drafts of processes that were killed are swept by the next one, drafts of living ones stay", async () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    mkdirSync(join(root, "drafts", `${pid}-ingest-a1b2c3`), { recursive: true });
    const living = await store.begin(localWorkspace, "features", key);
    const second = await store.begin(localWorkspace, "ingest", key);
    expect(readdirSync(join(root, "drafts")).sort()).toEqual(
      [living, second].map(({ folder }) => basename(folder)).sort(),
    );
  });

  test("another workspace's artefact is not there", async () => {
    await publish("1234");
    expect(store.find("other" as WorkspaceId, "features", key)).toBeUndefined();
  });

  test("whichever file call fails, an artefact is there whole or not at all, and the next attempt makes it", async () => {
    let failed = 0;
    for (let at = 1, isLast = false; !isLast; at++) {
      rmSync(root, { recursive: true, force: true });
      mkdirSync(root);
      const calls = failCall(root, at);
      const draft = await store.begin(localWorkspace, "features", key).catch(() => undefined);
      if (draft) writeFileSync(join(draft.folder, "matrix.f32"), "1234");
      const made = await draft?.publish(receipt).catch(() => undefined);
      isLast = calls.made() < at;
      calls.restore();
      if (!made) failed++;
      await draft?.discard();
      const found = store.find(localWorkspace, "features", key);
      if (found) expect(readdirSync(found.folder).sort()).toEqual(["matrix.f32", "receipt.json"]);
      if (made) expect(found).toBeDefined();
      await publish("1234");
      expect(store.find(localWorkspace, "features", key)?.receipt.files).toHaveLength(1);
      expect(readdirSync(join(root, "drafts"))).toEqual([]);
    }
    expect(failed).toBeGreaterThan(8);
  });
});
