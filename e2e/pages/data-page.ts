import type { Locator, Page } from "@playwright/test";

export interface UploadedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** The list of datasets. */
export class DataPage {
  readonly #page: Page;
  readonly sampleButton: Locator;
  readonly rows: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.sampleButton = page.getByRole("button", { name: "Try the sample shop" });
    this.rows = page.getByRole("table", { name: "Data" }).locator("tbody tr");
  }

  async open(): Promise<void> {
    await this.#page.goto("/data");
  }

  async upload(files: UploadedFile | readonly UploadedFile[] | readonly string[]): Promise<void> {
    const chooser = this.#page.waitForEvent("filechooser");
    await this.#page.getByRole("button", { name: "Upload files" }).first().click();
    await (await chooser).setFiles("buffer" in files ? files : ([...files] as UploadedFile[] | string[]));
  }

  rowOf(name: string): Locator {
    return this.rows.filter({ has: this.#page.getByRole("link", { name, exact: true }) });
  }
}
