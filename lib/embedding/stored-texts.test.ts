import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { readTexts } from "./stored-texts.ts";

const folder = mkdtempSync(join(tmpdir(), "clade-texts-"));
function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}
async function read(path: string, column?: string, size = 1000): Promise<string[][]> {
  const blocks: string[][] = [];
  for await (const block of readTexts(path, column, size)) blocks.push(block);
  return blocks;
}

it("reads a text a line, blank ones too, with or without a last line end", async () => {
  expect(await read(file("a.txt", "one\n\ntwo, 好\r\nthree"))).toEqual([["one", "", "two, 好", "three"]]);
  expect(await read(file("b.txt", "one\ntwo\n"))).toEqual([["one", "two"]]);
});

it("reads a column whose cells hold line breaks, quotes and separators, packed or not", async () => {
  const csv = 'id,text\n1,"two\nlines, ""quoted"""\n2,plain\n3,\n4,"很好，\r\n推荐"\n';
  const expected = [['two\nlines, "quoted"', "plain", "", "很好，\r\n推荐"]];
  expect(await read(file("a.csv", csv), "text")).toEqual(expected);
  expect(await read(file("a.csv.gz", gzipSync(csv)), "text")).toEqual(expected);
  expect(
    await read(file("gbk.csv", Buffer.from([0x61, 0x2c, 0x62, 10, 0x31, 0x2c, 0xba, 0xc3, 0xc6, 0xc0, 10])), "b"),
  ).toEqual([["好评"]]);
});

it("gives blocks of the size asked, in order", async () => {
  const lines = Array.from({ length: 10 }, (_, i) => `text ${i}`);
  const blocks = await read(file("ten.txt", lines.join("\n")), undefined, 4);
  expect(blocks.map(({ length }) => length)).toEqual([4, 4, 2]);
  expect(blocks.flat()).toEqual(lines);
});

it("names what is missing", async () => {
  await expect(read(file("c.csv", "id,text\n1,a\n"), "review")).rejects.toThrow(
    /no column “review”\. It has: id, text/,
  );
  await expect(read(join(folder, "none.txt"))).rejects.toThrow("does not exist");
  await expect(read(file("empty.txt", ""))).rejects.toMatchObject({ code: "FILE_EMPTY" });
});
