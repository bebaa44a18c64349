/** The import table of the house: data flows one way. `npm run check` fails otherwise. */
const rooms = [
  "workspace",
  "ingest",
  "features",
  "embedding",
  "clustering",
  "evaluation",
  "segments",
  "tags",
  "activation",
  "experiments",
  "deployment",
  "applications",
  "privacy",
  "runs",
];

/** Files of a room that may touch the outside: its shells. */
const shells = "(run|data|mutations|file-sample|stored-[a-z-]+)\\.ts$";

const noLaterRooms = rooms.map((room, index) => ({
  name: `${room}-reads-earlier-rooms-only`,
  severity: "error",
  from: { path: `^lib/${room}/`, pathNot: "\\.test\\.ts$" },
  to: {
    path: `^lib/(${[...rooms.slice(index + 1), "sample"].join("|")})/`,
    // The sample shop's button: the last room writes its files, and knows nothing of how they are made.
    ...(room === "runs" ? { pathNot: "^lib/sample/write-sample\\.ts$" } : {}),
  },
}));

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "core-imports-nothing",
      severity: "error",
      from: { path: "^lib/core/" },
      to: { path: "^(lib/(?!core/)|app|components|workers|scripts|node_modules)" },
    },
    {
      name: "kernels-import-core-only",
      severity: "error",
      from: { path: "^lib/kernels/" },
      to: { path: "^(lib/(?!core/|kernels/)|app|components|workers|scripts)" },
    },
    {
      name: "nn-imports-core-only",
      severity: "error",
      from: { path: "^lib/nn/" },
      to: { path: "^(lib/(?!core/|nn/)|app|components|workers|scripts)" },
    },
    {
      name: "platform-imports-core-only",
      severity: "error",
      from: { path: "^lib/platform/" },
      to: { path: "^(lib/(?!core/|platform/)|app|components|workers|scripts)" },
    },
    {
      name: "sample-stands-apart",
      severity: "error",
      from: { path: "^lib/sample/", pathNot: "\\.test\\.ts$" },
      to: { path: "^lib/(?!core/|platform/|sample/)" },
    },
    ...noLaterRooms,
    {
      name: "pure-files-reach-no-shell",
      severity: "error",
      from: {
        path: "^lib/(ingest|features|embedding|clustering|evaluation|segments|activation|experiments|deployment|applications)/",
        pathNot: [shells, "\\.test\\.ts$", "/fixtures/", "^lib/ingest/reading/"],
      },
      to: { path: ["^lib/platform/", "^lib/[^/]+/(run|data|mutations)\\.ts$"] },
    },
    {
      name: "domain-knows-no-host",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: ["^(app|components|workers|scripts)/", "^node_modules/(next|react|react-dom)/"] },
    },
    {
      name: "components-see-schemas-and-charts-only",
      severity: "error",
      from: { path: "^components/", pathNot: "\\.test\\.tsx?$" },
      to: {
        path: "^(app|workers|scripts)/|^lib/(?!core/|[^/]+/[a-z-]*schema\\.ts$|(segments|experiments)/(charts|report)/(?!stored-))",
      },
    },
    {
      name: "app-sees-components-and-lib",
      severity: "error",
      from: { path: "^app/" },
      to: { path: "^(workers|scripts)/" },
    },
    {
      name: "workers-see-lib",
      severity: "error",
      from: { path: "^workers/" },
      to: { path: "^(app|components|scripts)/" },
    },
    { name: "nobody-imports-workers", severity: "error", from: { pathNot: "^workers/" }, to: { path: "^workers/" } },
    {
      name: "tests-are-not-imported",
      severity: "error",
      from: { pathNot: "\\.(test|spec)\\.tsx?$" },
      to: { path: "\\.(test|spec)\\.tsx?$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(node_modules|\\.build|lib/kernels/assembly)" },
    parser: "swc",
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".js", ".mjs", ".json", ".css"],
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
    },
  },
};
