import type { Locator, Page } from "@playwright/test";
import type { UploadedFile } from "./data-page.ts";

export type TabName = "Preview" | "Profile" | "Quality" | "Features" | "Versions";

/** One dataset: uploading, described, read, ready. */
export class DatasetPage {
  readonly #page: Page;
  readonly title: Locator;
  readonly problem: Locator;
  readonly readButton: Locator;
  readonly findSegments: Locator;
  readonly grid: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.title = page.getByRole("heading", { level: 1 });
    this.problem = page.getByRole("main").getByRole("alert");
    this.readButton = page.getByRole("button", { name: "Read the data" });
    this.findSegments = page.getByRole("link", { name: "Find segments" });
    this.grid = page.getByRole("table", { name: /^First rows of/ });
  }

  roleOf(column: string): Locator {
    return this.#page.getByRole("combobox", { name: `What “${column}” is` });
  }

  tab(name: TabName): Locator {
    return this.#page.getByRole("tab", { name });
  }

  async openTab(name: TabName): Promise<void> {
    await this.tab(name).click();
  }

  /** Of a table on the open tab. */
  rowsOf(caption: string): Locator {
    return this.#page.getByRole("tabpanel").getByRole("table", { name: caption }).locator("tbody tr");
  }

  async refresh(how: "Add files…" | "Replace the files…", file: UploadedFile): Promise<void> {
    await this.#page.getByRole("button", { name: "Refresh" }).click();
    const chooser = this.#page.waitForEvent("filechooser");
    await this.#page.getByRole("menuitem", { name: how }).click();
    await (await chooser).setFiles(file);
  }

  setting(label: "One row is" | "Encoding" | "Separator" | "Order of dates" | "Decimal mark"): Locator {
    return this.#page.getByRole("combobox", { name: label });
  }
}
