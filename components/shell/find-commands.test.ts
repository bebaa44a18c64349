import { describe, expect, it } from "vitest";
import { type Command, findCommands } from "./find-commands.ts";

const command = (label: string, group = "Go to", meta?: string): Command => ({
  ...{ id: label, group, label, run: () => undefined },
  ...(meta === undefined ? {} : { meta }),
});
const all = [command("Home"), command("Loyal regulars", "Segments"), command("Run 14", "Runs", "Online shop 2025")];
const labels = (typed: string) => findCommands(all, typed).map(({ label }) => label);

describe("findCommands", () => {
  it("keeps everything, in order, before anything is typed", () => {
    expect(labels("  ")).toEqual(["Home", "Loyal regulars", "Run 14"]);
  });

  it("finds words in any order and case, in the label, its meta and its group", () => {
    expect(labels("REGULARS loyal")).toEqual(["Loyal regulars"]);
    expect(labels("2025 run")).toEqual(["Run 14"]);
    expect(labels("segments")).toEqual(["Loyal regulars"]);
  });

  it("puts what begins with the text first", () => {
    const commands = [command("Start a run"), command("Run 2")];
    expect(findCommands(commands, "run").map(({ label }) => label)).toEqual(["Run 2", "Start a run"]);
  });

  it("finds Chinese without spaces, and nothing where nothing is", () => {
    expect(findCommands([command("数据", "前往")], "数据")).toHaveLength(1);
    expect(labels("xyz")).toEqual([]);
  });

  it("answers with a screenful at most", () => {
    expect(
      findCommands(
        Array.from({ length: 100 }, (_, i) => command(`Run ${i}`)),
        "run",
      ),
    ).toHaveLength(40);
  });
});
