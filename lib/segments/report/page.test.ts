import { describe, expect, it } from "vitest";
import { locales } from "../../core/localised.ts";
import { writeDate } from "../charts/dates.ts";
import { findings } from "../charts/fixtures/findings.ts";
import { makeNoiseReport } from "../charts/fixtures/noise-report.ts";
import { makeLargeReport, makeReport, makeUsersReport } from "../charts/fixtures/report-data.ts";
import { found, foundCharts } from "./found.ts";
import { header } from "./header.ts";
import { page } from "./page.ts";
import { footer, reading } from "./reading.ts";
import { receipt } from "./receipt.ts";
import { segmentDot, segmentTable } from "./segment-table.ts";
import { voices } from "./voices.ts";

const shop = makeReport();
const users = makeUsersReport();

/** What a reader sees of some markup. */
function text({ markup }: { readonly markup: string }): string {
  const plain = markup.replace(/<[^>]*>/g, " ").replace(/\u00a0/g, " ");
  return plain.replaceAll("&amp;", "&").replaceAll("&#39;", "'").replace(/\s+/g, " ");
}

describe("the header", () => {
  it("has four facts, each with what to hold against it", () => {
    const said = text(header(shop, "en"));
    expect(said).toContain("4,338 customers, 83.5 % of revenue 135,080 guest rows (no customer) hold the other 16.5 %");
    expect(said).toContain("0.34 average silhouette weak; one cloud of the same shape gives 0.29");
    expect(said).toContain(
      "35 % of revenue from “Big basket, gifts” 5 % of customers; if all spent alike, 5 % of revenue",
    );
    expect(said).toContain("5 wholesale-sized customers alone bring 11.7 %");
    expect(said).toContain("541,909 rows in, every one accounted for 406,829 stored, 135,080 quarantined: no customer");
    expect(said).toContain("5,268 rows repeat an earlier one: kept");
  });

  it("says how the run was made", () => {
    expect(text(header(shop, "en"))).toContain(
      "k-means, k = 5 chosen of 3–10 8 features 1 Dec 2010 – 9 Dec 2011 counted to 10 Dec 2011 seed 1 finished in 1.2 s",
    );
    expect(text(header(users, "zh"))).toContain("k-means 聚类，指定 k = 3");
    expect(text(header({ ...shop, milliseconds: 83_400 }, "en"))).toContain("finished in 1 min 23 s");
    expect(text(header({ ...shop, milliseconds: 14_300 }, "zh"))).toContain("用时 14 秒");
  });

  it("counts users, not money, where there is none", () => {
    const said = text(header(users, "en"));
    expect(said).toContain("200 users in 3 segments");
    expect(said).toContain("44 % of users in “Older, middle income” 3 equal groups would hold 33 % each");
    expect(said).toContain("no cloud was drawn to compare it with");
    expect(said).toContain("all stored, none quarantined");
    expect(said.replace("mall_customers.csv", "")).not.toMatch(/revenue|customer/);
  });

  it("states the error of a sampled silhouette", () => {
    expect(text(header(makeLargeReport(300), "en"))).toContain(
      "0.34 average silhouette ± 0.003, against a sample of 10,000",
    );
  });

  it("counts who is in no segment, and says how many groups an algorithm found for itself", () => {
    const said = text(header(makeNoiseReport(), "en"));
    expect(said).toMatch(/640 customers are in no segment, with \d+\.\d % of revenue/);
    expect(said).toContain("DBSCAN, k = 3 found");
    expect(text(header(makeNoiseReport([900], 1), "zh"))).toMatch(/1 位客户未归入任何人群，占收入的 [\d.]+%/);
  });

  it("has facts of what was looked at where there are no groups", () => {
    const said = text(header(makeNoiseReport([], 640), "en"));
    expect(said).toContain("100 % of customers in no segment");
    expect(said).toContain("8 features looked at");
    expect(said).not.toMatch(/silhouette|undefined|NaN|Infinity/);
  });

  it("does not name the file twice", () => {
    expect(text(header(users, "en")).match(/mall_customers\.csv/g)).toHaveLength(1);
    expect(text(header(shop, "en"))).toContain("Online Retail · 4 files");
  });
});

describe("the segment table", () => {
  it("has a row for each segment with name, line, shares, silhouette and spend", () => {
    const said = text(segmentTable(shop, "en"));
    expect(said).toMatch(/Big basket, gifts Last order 240 days ago.* 213 5 % \/ 35 % 0\.\d\d £\d/);
    expect(said).toContain("Spend, median");
  });

  it("marks small groups", () => {
    expect(text(segmentTable(makeLargeReport(300), "en")).match(/small group/g)).toHaveLength(1);
    expect(segmentTable(makeLargeReport(300), "zh").markup).toContain("不足 30 位客户");
  });

  it("says once that groups are small where most of them are", () => {
    const said = text(segmentTable(makeReport({ sizes: [20, 10, 5] }), "en"));
    expect(said).not.toContain("small group");
    expect(said).toContain("Most groups hold fewer than 30 customers");
  });

  it("has a dash for a silhouette that is not defined, and no column for missing money", () => {
    const said = text(segmentTable(users, "en"));
    expect(said).toContain("20 % –");
    expect(said).not.toContain("revenue");
  });

  it("tells the thirteenth segment from the first by hatching", () => {
    expect(segmentDot(0).markup).toContain('class="dot d0"');
    expect(segmentDot(12).markup).toContain('class="dot d0 h1"');
  });
});

describe("what stages found", () => {
  const some = { ...shop, findings };

  it("is not there of a run without it", () => {
    expect(found(shop, "en").markup).toBe("");
    expect(foundCharts(shop)).toEqual([]);
  });

  it("has each block, what came later and how the label is told, a chart and a table each", () => {
    const said = text(found(some, "en"));
    expect(said).toContain("What each block adds What people did shape the segments most");
    expect(said).toContain("Out of time In 3 of 4 stretches of time the segments added to what past spend");
    expect(said).toContain("How the shop’s own label is told Boosted trees on features tells “Revenue” best");
    expect(said).toContain("One cut in time; another season may differ.");
    const charts = foundCharts(some).map(({ id }) => id);
    for (const id of charts) expect(found(some, "zh").markup).toContain(`data-chart="${id}"`);
    expect(charts).toEqual([
      ...["contribution", "lift-topDecileLift", "origins-gini", "usefulness-gini"],
      ...["models-rocAuc", "fine-tuning-rocAuc", "fine-tuning-changes", "confusion", "calibration"],
    ]);
  });

  it("says that blocks were compared on a sample, after what it says of each", () => {
    const { contribution } = findings;
    if (!contribution) throw new Error("the fixture has blocks");
    const sampled = { contribution: { ...contribution, note: { en: "On a sample.", zh: "抽样。" } } };
    expect(text(found({ ...shop, findings: sampled }, "en"))).toContain("Events On a sample.");
    expect(text(found(some, "en"))).not.toContain("On a sample.");
  });

  it("says why nothing can be said", () => {
    const { usefulness } = findings;
    if (!usefulness) throw new Error("the fixture is judged out of time");
    const problem = { en: "Too few customers.", zh: "客户太少。" };
    const none = { usefulness: { ...usefulness, sets: [], blocks: [], problem, notes: [] } };
    expect(text(found({ ...shop, findings: none }, "zh"))).toBe(" 跨期效果 客户太少。 ");
  });
});

describe("what was left out", () => {
  it("adds up, names the reasons, the rules and the features", () => {
    const said = text(receipt(shop, "en"));
    expect(said).toContain(
      "541,909 rows in = 406,829 stored + 135,080 quarantined No customer: guest rows 135,080 24.9 %",
    );
    expect(said).toContain(
      "1,882 rows are no products, worth £165,000: left out Codes: POST, D, C2, M, BANK CHARGES, DOT, CRUK, PADS and 2 more",
    );
    expect(said).toContain("5 wholesale-sized customers (over £117,379) bring 11.7 % of revenue: kept");
    expect(said).toContain("Days between orders: known for 66 % of customers");
    expect(said).toContain("Evening orders: not used off by default");
  });

  it("says of one row what it says of many, in the singular", () => {
    const ingest = { ...shop.ingest, duplicates: { rows: 1, dropped: true } };
    expect(text(receipt({ ...shop, ingest }, "en"))).toContain(
      "1 row repeats an earlier one in every column: left out",
    );
  });

  it("says that nothing was, where nothing was", () => {
    const said = text(receipt(users, "en"));
    expect(said).toContain("200 rows in = 200 stored + 0 quarantined");
    expect(said).toContain("No rule left anything out.");
    expect(said).not.toContain("set-aside.csv");
  });

  it("lists statuses, kept-apart customers and notes", () => {
    const data = {
      ...shop,
      wholesale: shop.wholesale ? { ...shop.wholesale, apart: true } : null,
      notes: [{ en: "Hours were counted in London.", zh: "小时按伦敦时间统计。" }],
      ingest: { ...shop.ingest, leftOutByStatus: [{ status: "unpaid", rows: 12 }] },
    };
    const said = text(receipt(data, "zh"));
    expect(said).toContain("12 行的订单状态为“unpaid”：剔除");
    expect(said).toContain("单独列出，不参与分群");
    expect(said).toContain("小时按伦敦时间统计。");
  });

  it("sums up a long list of unused features", () => {
    const hours = Array.from({ length: 24 }, (_, i) => ({
      ...(shop.summary.features[8] ?? shop.summary.features[0]),
      id: `hour_${i}`,
      label: { en: `Hour ${i}`, zh: `${i} 点` },
    })) as typeof shop.summary.features;
    const said = text(receipt({ ...shop, summary: { ...shop.summary, features: hours } }, "en"));
    expect(said).toContain("19 more not used: Hour 5, Hour 6, Hour 7, Hour 8, Hour 9, Hour 10 and 13 more");
  });
});

describe("the words at the end", () => {
  it("explain the measures without jargon and name the methods", () => {
    expect(text(reading(shop, "en"))).toContain("it keeps 63 % of the differences");
    expect(text(footer(shop, "en"))).toContain("Rousseeuw 1987, exact");
    expect(text(footer(makeLargeReport(300), "zh"))).toContain("对照 10,000 位的分层样本");
  });

  it("date the report as the language does", () => {
    expect(writeDate("2011-12-09", "en")).toBe("9 Dec 2011");
    expect(writeDate("2011-12-09T08:26:00", "zh")).toBe("2011年12月9日");
    expect(writeDate("week 12", "en")).toBe("week 12");
  });
});

describe("the page", () => {
  it("is written whole in both languages, with nothing unfilled", () => {
    for (const data of [shop, users, makeLargeReport(300)])
      for (const locale of ["en", "zh"] as const) {
        const said = text(page(data, locale));
        expect(said).not.toMatch(/undefined|NaN|Infinity|\[object|\?\?|\{\w+\}/);
      }
  });

  it("keeps English out of the Chinese page, but for names and codes", () => {
    const said = text(page(shop, "zh"));
    expect(said.match(/[a-z]{3,} [a-z]{3,} [a-z]{3,}/g)).toBeNull();
  });

  it("gives every button something to say", () => {
    const { markup } = page(shop, "en");
    const buttons = [...markup.matchAll(/<button[^>]*>([\s\S]*?)<\/button>/g)];
    expect(buttons.length).toBeGreaterThan(30);
    expect(buttons.filter(([, inside]) => !/[\p{L}+−⤢]/u.test((inside ?? "").replace(/<[^>]*>/g, "")))).toEqual([]);
  });
});

describe("the words of each segment", () => {
  const said = {
    wrote: 751,
    texts: 902,
    words: [{ word: "linen", documents: 80, z: 6.1 }],
    quotes: ["The <b>linen</b> is soft, order […]"],
    rising: ["wool"],
  };
  const silent = { wrote: 0, texts: 0, words: [], quotes: [], rising: [] };
  const heard = { ...shop, summary: { ...shop.summary, voices: [said, silent] } };

  it("say how many wrote before what they wrote, and nothing of a quote is markup", () => {
    const found = voices(heard, "en");
    const plain = text(found ?? { markup: "" });
    expect(plain).toContain("One order, long ago 50 % wrote something, 902 texts Telling words: linen");
    expect(plain).toContain("On the rise lately: wool");
    expect(plain).toContain("New this season nobody wrote anything");
    expect(found?.markup).toContain("The &lt;b&gt;linen&lt;/b&gt; is soft");
    expect(text(voices(heard, "zh") ?? { markup: "" })).toContain("50% 写过文字，共 902 条");
  });

  it("are not there where the run has no texts", () => {
    expect(voices(shop, "en")).toBeNull();
  });
});

describe("the page of a run that leaves some in no segment", () => {
  it("has their row at the end of the table, with customers and revenue, and their place in the legend", () => {
    const said = page(makeNoiseReport(), "en").markup;
    const rows = [...said.matchAll(/<tr data-row="(-?\d+)">/g)].map(([, id]) => id);
    expect(rows).toEqual(["0", "1", "2", "-1"]);
    const last = said.slice(said.indexOf('<tr data-row="-1">'));
    expect(last).toContain("dot none");
    expect(text({ markup: last.slice(0, last.indexOf("</tr>")) })).toMatch(/No segment .* 640 .*% \/ .*% /);
    expect(said).toContain('data-segment="-1"');
  });

  it.each([0, 1])("with %i groups draws the map alone, and nothing is unfilled", (k) => {
    for (const locale of locales) {
      const { markup } = page(makeNoiseReport(k === 0 ? [] : [900], 640), locale);
      expect([...markup.matchAll(/data-chart="([\w-]+)"/g)].map(([, id]) => id)).toEqual(["map"]);
      expect(markup).not.toContain('role="tab"');
      expect(text({ markup })).not.toMatch(/undefined|NaN|Infinity|\?\?/);
    }
  });
});
