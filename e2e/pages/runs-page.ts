import type { Locator, Page } from "@playwright/test";

/** The list of runs and the form of a new one. */
export class RunsPage {
  readonly #page: Page;
  readonly rows: Locator;
  readonly start: Locator;
  readonly estimate: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.rows = page.getByRole("table", { name: "Runs" }).locator("tbody tr");
    this.start = page.getByRole("button", { name: "Start", exact: true });
    this.estimate = page.getByRole("region", { name: "What it will take" });
  }

  async open(): Promise<void> {
    await this.#page.goto("/runs");
  }

  /** The newest finished run of the sample shop. */
  async openSample(): Promise<void> {
    await this.open();
    await this.rows
      .filter({ hasText: "Sample shop" })
      .filter({ hasText: "done" })
      .last()
      .getByRole("link")
      .first()
      .click();
    await this.#page.waitForURL(/\/runs\/[\w-]{10,}$/);
  }

  setting(label: string): Locator {
    return this.#page.getByLabel(label, { exact: true });
  }
}
