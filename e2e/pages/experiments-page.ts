import type { Locator, Page } from "@playwright/test";
import type { UploadedFile } from "./data-page.ts";

/** The list of experiments, the form of a new one, and the page of one. */
export class ExperimentsPage {
  readonly #page: Page;
  readonly rows: Locator;
  readonly dialog: Locator;
  readonly reach: Locator;
  readonly showReport: Locator;
  readonly share: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.rows = page.getByRole("table", { name: "Experiments" }).locator("tbody tr");
    this.dialog = page.getByRole("dialog");
    this.reach = page.getByRole("region", { name: "The smallest effect it can see" });
    this.showReport = page.getByRole("button", { name: "Show the report" });
    this.share = page.getByRole("button", { name: "Share a link" });
  }

  async open(): Promise<void> {
    await this.#page.goto("/experiments");
  }

  async upload(file: UploadedFile): Promise<void> {
    const chooser = this.#page.waitForEvent("filechooser");
    await this.#page.getByRole("button", { name: "Upload a finished test" }).first().click();
    await (await chooser).setFiles([file]);
    await this.#page.waitForURL(/\/experiments\/[\w-]{10,}$/);
  }

  roleOf(column: string): Locator {
    return this.#page.getByLabel(`What column ${column} is`);
  }

  /** Answers with the link, which is shown once. */
  async makeLink(): Promise<string> {
    await this.share.click();
    await this.dialog.getByRole("button", { name: "Make a link" }).click();
    return this.dialog.getByLabel("Link to the report").inputValue();
  }

  async decide(choice: string, note: string): Promise<void> {
    await this.#page.getByRole("button", { name: "Decide", exact: true }).click();
    await this.dialog.getByLabel("Decision").selectOption({ label: choice });
    await this.dialog.getByLabel("Why").fill(note);
    await this.dialog.getByRole("button", { name: "Record the decision" }).click();
  }
}
