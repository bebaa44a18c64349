import { afterEach, beforeEach, expect, test } from "vitest";
import { StageFolders } from "../clustering/fixtures/stage-folders.ts";
import { featuresStage } from "../features/run.ts";
import { ingest, resolved, temporaryFolder, writeFiles } from "../ingest/fixtures/run-ingest.ts";
import { readEvents } from "./behaviour/stored-events.ts";
import { readTexts } from "./text/stored-texts.ts";

let folders: StageFolders;
beforeEach(() => {
  folders = new StageFolders();
});
afterEach(() => folders.remove());

const texts = `user,day,review
a,2026-01-01,good tea
a,2026-01-02,bad tea
b,2026-01-03,fine cups
b,,no day is known
`;
const events = `user,time,event,item
a,2026-01-01 10:00:00,view,x
a,2026-01-02 23:59:59,buy,x
b,2026-01-03 00:00:00,view,y
`;

async function open() {
  const files = writeFiles({ "texts.csv": texts, "events.csv": events });
  const [first = "", second = ""] = files;
  const tables = [
    resolved([first], { user: "user", day: "time", review: "text" }, { kind: "texts" }),
    resolved([second], { user: "user", time: "time", event: "event", item: "item" }, { kind: "events" }),
  ];
  folders.adopt("ingest", (await ingest(tables)).out);
  await folders.run(featuresStage, { referenceDate: null, wholesale: "keep", treatments: {} });
  return folders.context(temporaryFolder());
}

test("of many texts every second, third, … is read, from the first on", async () => {
  const context = await open();
  const all = await readTexts(context);
  const picked = async (most: number) => {
    const { texts, written } = await readTexts(context, { most });
    return texts.map((text, i) => ({ text, written: written[i] }));
  };
  const of = (...places: number[]) => places.map((i) => ({ text: all.texts[i], written: all.written[i] }));
  expect(await picked(4)).toEqual(of(0, 1, 2, 3));
  expect(await picked(3)).toEqual(of(0, 2));
  expect(await picked(1)).toEqual(of(0));
});

test("before a day, only what is known to be older is read", async () => {
  const context = await open();
  expect((await readTexts(context)).texts).toHaveLength(4);
  expect((await readTexts(context, { before: "2026-01-03" })).texts.toSorted()).toEqual(["bad tea", "good tea"]);
  expect((await readTexts(context, { before: "2026-01-01" })).texts).toEqual([]);
  expect((await readEvents(context)).events.user).toHaveLength(3);
  const { events: older } = await readEvents(context, "2026-01-03");
  expect(older.user).toHaveLength(2);
  expect(older.item.values).toEqual(["x"]);
});
