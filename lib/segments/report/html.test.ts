import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { embedJson, escapeHtml, html } from "./html.ts";

describe("html", () => {
  it("escapes values and leaves markup made by itself alone", () => {
    const name = html`<b>${"<i>&\"'"}</b>`;
    expect(html`<p title="${'"'}">${name}${[html`<u>${1}</u>`, "a", null]}</p>`.markup).toBe(
      '<p title="&quot;"><b>&lt;i&gt;&amp;&quot;&#39;</b><u>1</u>a</p>',
    );
  });

  it("lets no text open a tag or leave an attribute", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => !/[<>"']/.test(escapeHtml(text))),
      { numRuns: 100 },
    );
  });
});

describe("embedJson", () => {
  it("cannot end its script element or open a comment in it", () => {
    const text = embedJson({ a: "</script><!--", b: "\u2028\u2029" });
    expect(text).not.toMatch(/[<\u2028\u2029]/);
  });

  it("is read back as it was", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(embedJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 100 },
    );
  });
});
