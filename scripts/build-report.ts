import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const typeface = "node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2";

/** Reports and where their script and style sheet begin. */
const reports = [
  {
    entry: "lib/segments/report/client.ts",
    css: "lib/segments/report/report.css",
    script: "report-client.js",
    styles: "report.css",
  },
  {
    entry: "lib/experiments/report/client.ts",
    css: "lib/experiments/report/experiment.css",
    script: "experiment-client.js",
    styles: "experiment.css",
  },
];

const common = {
  absWorkingDir: root,
  bundle: true,
  charset: "utf8",
  minify: true,
  write: false,
  legalComments: "none",
  logLevel: "warning",
} as const;

/** Makes what each report.html carries: its browser script with the charts, and its style sheet with the typeface. */
export async function buildReport(): Promise<void> {
  await mkdir(`${root}.build`, { recursive: true });
  const font = await readFile(`${root}${typeface}`);
  const face = `@font-face{font-family:"Inter Variable";font-weight:100 900;font-display:block;src:url(data:font/woff2;base64,${font.toString("base64")}) format("woff2-variations")}`;
  const made = reports.flatMap(({ entry, css, script, styles }) => [
    build({
      ...common,
      entryPoints: [entry],
      format: "iife",
      target: "es2022",
      define: { "process.env.NODE_ENV": '"production"' },
    }).then(({ outputFiles }) => writeFile(`${root}.build/${script}`, outputFiles[0]?.text ?? "")),
    build({ ...common, entryPoints: [css] }).then(({ outputFiles }) =>
      writeFile(`${root}.build/${styles}`, face + (outputFiles[0]?.text ?? "")),
    ),
  ]);
  await Promise.all(made);
}

if (import.meta.main) await buildReport();
