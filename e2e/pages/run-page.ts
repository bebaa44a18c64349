import type { Locator, Page } from "@playwright/test";

/** One run, from its start to what it found. */
export class RunPage {
  readonly #page: Page;
  readonly title: Locator;
  readonly map: Locator;
  readonly legend: Locator;
  readonly segments: Locator;
  readonly views: Locator;
  readonly showAll: Locator;
  /** Tabs of what the segments rest on. */
  readonly findings: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.title = page.getByRole("heading", { level: 1 });
    this.map = page.getByRole("figure").first().locator("canvas").first();
    this.legend = page.getByRole("group", { name: /^Segments: choose one/ }).getByRole("button");
    this.segments = page.getByRole("region", { name: "Segments" }).locator("tbody tr");
    this.views = page.getByRole("tablist", { name: "Views of the segments" }).getByRole("tab");
    this.findings = page.getByRole("tablist", { name: "What the segments rest on" }).getByRole("tab");
    this.showAll = page.getByRole("button", { name: "Show all" });
  }

  /** Pixels of the picture that are clearly somebody's: faded people are none. */
  strongPixels(): Promise<number> {
    const picture = this.#page.getByRole("figure").first().locator("canvas").last();
    return picture.evaluate((canvas: HTMLCanvasElement) => {
      const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      let strong = 0;
      for (let at = 0; at < pixels.length; at += 4) {
        const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.slice(at, at + 4);
        if ((Math.max(red, green, blue) - Math.min(red, green, blue)) * alpha > 60 * 255) strong += 1;
      }
      return strong;
    });
  }

  /** Draws a closed line around the middle of the map. */
  async lasso(): Promise<void> {
    await this.#page.getByRole("radio", { name: "Lasso" }).click();
    await this.map.scrollIntoViewIfNeeded();
    const box = await this.map.boundingBox();
    if (box === null) throw new Error("the map has no size");
    const at = (turn: number): [number, number] => [
      box.x + box.width * (0.5 + 0.3 * Math.cos(2 * Math.PI * turn)),
      box.y + box.height * (0.5 + 0.35 * Math.sin(2 * Math.PI * turn)),
    ];
    await this.#page.mouse.move(...at(0));
    await this.#page.mouse.down();
    for (let step = 1; step <= 24; step += 1) await this.#page.mouse.move(...at(step / 24), { steps: 3 });
    await this.#page.mouse.up();
  }

  async makeSegment(name: string): Promise<void> {
    await this.#page.getByLabel("Name of the new segment").fill(name);
    await this.#page.getByRole("button", { name: "Make a segment" }).click();
  }

  async openSegment(index: number): Promise<void> {
    await this.segments.nth(index).getByRole("link").click();
    await this.#page.waitForURL(/\/segments\//);
  }
}
