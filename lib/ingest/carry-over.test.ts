import { describe, expect, test } from "vitest";
import { carryOver } from "./carry-over.ts";
import type { FileSample } from "./file-sample.ts";
import { describeTable, toTableConfig } from "./resolve.ts";
import type { TableConfig } from "./schema.ts";

const head = "customer;order;date;amount;note\n";
const rows = (month: number) =>
  Array.from({ length: 30 }, (_, i) => `C${i % 7};O${i};${(i % 28) + 1}.0${month}.2025;${i},50;text ${i}\n`).join("");

function sampleOf(text: string): FileSample {
  return { bytes: Buffer.from(text), truncated: false } as unknown as FileSample;
}

const samples = new Map([
  ["may", sampleOf(head + rows(5))],
  ["june", sampleOf(head + rows(6))],
  ["other", sampleOf(`user,city\n${Array.from({ length: 20 }, (_, i) => `${i},Leeds\n`).join("")}`)],
]);

/** May's file, with the column "note" left out by hand. */
function mayCorrected(): TableConfig {
  const found = toTableConfig(describeTable({ files: ["may"] }, samples).table);
  return { ...found, columns: { ...found.columns, note: "ignore" }, timeZone: "Europe/Berlin" };
}

describe("carryOver", () => {
  test("describes next month's file as this month's was corrected", () => {
    const config = carryOver({ files: ["june"] }, [mayCorrected()], samples);
    expect(config).toEqual({ ...mayCorrected(), files: ["june"] });
    const { table } = describeTable(config, samples);
    expect(table.columns.find(({ name }) => name === "note")?.role).toBe("ignore");
    expect(table.dateOrder).toBe("dmy");
  });

  test("leaves a file with other columns to be found anew", () => {
    expect(carryOver({ files: ["other"] }, [mayCorrected()], samples)).toEqual({ files: ["other"] });
  });

  test("leaves a file with one column more to be found anew", () => {
    const wider = new Map([["june", sampleOf(head.replace("note", "note;shop") + rows(6).replaceAll("\n", ";S1\n"))]]);
    expect(carryOver({ files: ["june"] }, [mayCorrected()], wider)).toEqual({ files: ["june"] });
  });

  test("has nothing to hold on to the first time", () => {
    expect(carryOver({ files: ["june"] }, [], samples)).toEqual({ files: ["june"] });
  });
});
