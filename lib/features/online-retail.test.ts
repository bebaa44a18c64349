import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sqlText } from "../platform/duckdb.ts";
import { type FixtureTable, runFeatures } from "./fixtures/shop-run.ts";
import { quantile, sortPresent } from "./quantile.ts";

const shared = process.env.CLADE_SHARED ?? join(import.meta.dirname, "../../../shared");
const parts = [1, 2, 3, 4].map((n) => join(shared, `data/transactions/online_retail/online_retail_part${n}.csv.gz`));

/** Every line with a customer, nothing left out by a recipe. */
const shop: FixtureTable = {
  kind: "transactions",
  sql: `SELECT replace(CustomerID, '.0', '') AS user_id, InvoiceDate::TIMESTAMP AS time, InvoiceNo AS order_id,
      StockCode AS item, Quantity::DECIMAL(18,3) AS quantity,
      (Quantity::DECIMAL(18,0) * UnitPrice::DECIMAL(18,3))::DECIMAL(18,4) AS amount,
      InvoiceNo LIKE 'C%' AS is_return, true AS is_product, true AS counts
    FROM read_csv([${parts.map(sqlText)}], all_varchar = true) WHERE CustomerID <> ''`,
};

/** Least, 5 %, quartiles, 95 %, most, by pandas. */
const byPandas: Readonly<Record<string, readonly number[]>> = {
  recency: [1, 3, 18, 51, 142.75, 312, 374],
  frequency: [1, 1, 1, 2, 5, 13, 209],
  monetary: [3.75, 112.31, 307.415, 674.485, 1661.74, 5841.843, 280206.02],
  "average-order-value": [3.45, 90.582, 178.625, 293.9, 430.114, 937.212, 84236.25],
  tenure: [1, 26, 113, 249, 327, 372, 374],
  "inter-purchase-time": [1, 12.86, 33.8, 58.9, 98.917, 223.55, 366],
  "purchase-regularity": [0.324, 0.443, 0.538, 0.605, 0.678, 0.791, 0.948],
  "distinct-items": [1, 4, 16, 35, 77, 205, 1787],
  "repeat-item-share": [0, 0, 0, 0.059, 0.221, 0.5, 0.929],
  units: [1, 46, 160, 379, 992.75, 3570.9, 196915],
  "return-rate": [0, 0, 0, 0, 0.005, 0.068, 1],
};

describe.skipIf(!parts.every((file) => existsSync(file)))("Online Retail (skipped where ../shared is absent)", () => {
  it("has the customers, the revenue and the features that pandas finds, and five wholesale-sized customers", async () => {
    const { summary, users, values, feature } = await runFeatures([shop]);
    expect(summary.users).toBe(4338);
    expect(summary.referenceDate).toBe("2011-12-10");
    expect(users.reduce((sum, { revenue }) => sum + Number(revenue), 0)).toBeCloseTo(8_911_407.904, 3);
    for (const [id, expected] of Object.entries(byPandas)) {
      const sorted = sortPresent(Float64Array.from(Object.values(values(id)), (value) => Number(value ?? Number.NaN)));
      for (const [at, p] of [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1].entries()) {
        expect(Math.abs(quantile(sorted, p) - (expected[at] ?? 0)), `${id} at ${p}`).toBeLessThan(0.00051);
      }
    }
    expect(feature("inter-purchase-time")?.coverage).toBeCloseTo(0.643, 3);
    expect(feature("purchase-regularity")?.coverage).toBeCloseTo(0.326, 3);
    expect(summary.wholesale).toMatchObject({ users: 5, threshold: 130_000, apart: false });
    expect(summary.wholesale?.revenueShare).toBeCloseTo(0.117, 3);
  });
});
