import type { Locator, Page } from "@playwright/test";

/** What is around every page behind the sign-in. */
export class Shell {
  readonly #page: Page;
  readonly rail: Locator;
  readonly palette: Locator;
  readonly dial: Locator;
  readonly jobs: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.rail = page.getByRole("navigation", { name: "Rooms of the product" });
    this.palette = page.getByRole("dialog");
    this.dial = page.getByRole("banner").getByRole("button", { name: /^(No jobs|\d+ running)$/ });
    this.jobs = page.getByRole("dialog", { name: "Jobs" });
  }

  async goTo(room: "Home" | "Data" | "Runs" | "Segments" | "Settings"): Promise<void> {
    await this.rail.getByRole("link", { name: room, exact: true }).click();
  }

  async #openPersonMenu(): Promise<void> {
    await this.#page.getByRole("button", { name: /^Account of/ }).click();
  }

  async signOut(): Promise<void> {
    await this.#openPersonMenu();
    await this.#page.getByRole("menuitem", { name: "Sign out" }).click();
  }

  async choose(option: "Light" | "Dark" | "English" | "简体中文"): Promise<void> {
    await this.#openPersonMenu();
    await this.#page.getByRole("menuitemradio", { name: option }).click();
  }
}
