import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const typeface = "node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2";

/** Makes what report.html carries: its browser script with the charts, and its style sheet with the typeface. */
export async function buildReport(): Promise<void> {
  await mkdir(`${root}.build`, { recursive: true });
  const common = {
    absWorkingDir: root,
    minify: true,
    write: false,
    legalComments: "none",
    logLevel: "warning",
  } as const;
  const [script, styles, font] = await Promise.all([
    build({
      ...common,
      entryPoints: ["lib/segments/report/client.ts"],
      bundle: true,
      format: "iife",
      target: "es2022",
      charset: "utf8",
      define: { "process.env.NODE_ENV": '"production"' },
    }),
    build({ ...common, entryPoints: ["lib/segments/report/report.css"], bundle: true, charset: "utf8" }),
    readFile(`${root}${typeface}`),
  ]);
  const face = `@font-face{font-family:"Inter Variable";font-weight:100 900;font-display:block;src:url(data:font/woff2;base64,${font.toString("base64")}) format("woff2-variations")}`;
  await Promise.all([
    writeFile(`${root}.build/report-client.js`, script.outputFiles[0]?.text ?? ""),
    writeFile(`${root}.build/report.css`, face + (styles.outputFiles[0]?.text ?? "")),
  ]);
}

if (import.meta.main) await buildReport();
