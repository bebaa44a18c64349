import type { Page } from "@playwright/test";
import type { Person } from "../people.ts";

/** The pages before the sign-in: first link, sign-in, invitation, new password. */
export class Doors {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async setUp(link: string, shop: string, { name, email, password }: Person): Promise<void> {
    await this.#page.goto(link);
    await this.#page.getByLabel("Name of the shop").fill(shop);
    await this.#page.getByLabel("Your name").fill(name);
    await this.#page.getByLabel("E-mail").fill(email);
    await this.#page.getByLabel("Password").fill(password);
    await this.#page.getByRole("button", { name: "Create the workspace" }).click();
  }

  async signIn({ email }: Person, password: string): Promise<void> {
    await this.#page.getByLabel("E-mail").fill(email);
    await this.#page.getByLabel("Password").fill(password);
    await this.#page.getByRole("button", { name: "Sign in" }).click();
  }

  async acceptInvitation(link: string, { name, password }: Person): Promise<void> {
    await this.#page.goto(link);
    await this.#page.getByLabel("Your name").fill(name);
    await this.#page.getByLabel("Password").fill(password);
    await this.#page.getByRole("button", { name: "Accept the invitation" }).click();
  }

  async choosePassword(link: string, password: string): Promise<void> {
    await this.#page.goto(link);
    await this.#page.getByLabel("Password").fill(password);
    await this.#page.getByRole("button", { name: "Save and sign in" }).click();
  }
}
