import type { Locator, Page } from "@playwright/test";

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

  setting(label: "One row is" | "Encoding" | "Separator" | "Order of dates" | "Decimal mark"): Locator {
    return this.#page.getByRole("combobox", { name: label });
  }
}
