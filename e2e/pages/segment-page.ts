import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";

/** Who is in a segment, and what sets them apart. */
export class SegmentPage {
  readonly #page: Page;
  readonly title: Locator;
  readonly exportButton: Locator;
  readonly dialog: Locator;
  readonly members: Locator;
  readonly searchMembers: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.title = page.getByRole("heading", { level: 1 });
    this.exportButton = page.getByRole("button", { name: "Export list" });
    this.dialog = page.getByRole("dialog");
    this.members = page.getByRole("table", { name: "Members" }).locator("tbody tr");
    this.searchMembers = page.getByRole("searchbox", { name: "Find an id" });
  }

  async rename(name: string): Promise<void> {
    await this.title.getByRole("button", { name: /^Name: / }).click();
    await this.title.getByRole("textbox", { name: "Name" }).fill(name);
    await this.title.getByRole("textbox", { name: "Name" }).press("Enter");
  }

  /** Takes the list along with the dialog's choices as they are; answers with its text. */
  async takeList(): Promise<string> {
    const download = this.#page.waitForEvent("download");
    await this.dialog.getByRole("button", { name: "Export", exact: true }).click();
    return readFile(await (await download).path(), "utf8");
  }
}
