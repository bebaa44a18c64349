import type { Locator, Page } from "@playwright/test";

/** The members of the workspace, in the settings. */
export class Members {
  readonly #page: Page;
  readonly table: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.table = page.getByRole("table", { name: "Members" });
  }

  async open(): Promise<void> {
    await this.#page.goto("/settings");
  }

  /** A link with which that member chooses a new password. */
  async resetLink(name: string): Promise<string> {
    await this.table
      .locator("tbody tr")
      .filter({ hasText: name })
      .getByRole("button", { name: "New password" })
      .click();
    const dialog = this.#page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Make the link" }).click();
    const link = await dialog.getByLabel("Reset link").inputValue();
    await dialog.getByRole("button", { name: "Done" }).click();
    return link;
  }

  /** Answers with the link to send. */
  async invite(email: string, role: "admin" | "analyst" | "marketer" | "manager"): Promise<string> {
    await this.#page.getByRole("button", { name: "Invite somebody" }).click();
    const dialog = this.#page.getByRole("dialog");
    await dialog.getByLabel("E-mail").fill(email);
    await dialog.getByLabel("Role").selectOption(role);
    await dialog.getByRole("button", { name: "Make the link" }).click();
    const link = await dialog.getByLabel("Invitation link").inputValue();
    await dialog.getByRole("button", { name: "Done" }).click();
    return link;
  }
}
