/** @type {import("next").NextConfig} */
const config = {
  // A house serves the folder that its start has built (scripts/build-web.ts).
  distDir: process.env.CLADE_PAGES || ".build/next",
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  reactStrictMode: true,
  // Native code and clients that load their parts by path stay outside the bundle.
  serverExternalPackages: ["@duckdb/node-api", "@node-rs/jieba", "onnxruntime-node", "bullmq", "pg", "pino", "ioredis"],
  // Types are checked by `npm run check`, once.
  typescript: { ignoreBuildErrors: true },
  // Every answer, files included; what a page may run is the proxy's to say (app/_server/content-policy.ts).
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "x-content-type-options", value: "nosniff" },
        { key: "x-frame-options", value: "DENY" },
        // One-time links stand in addresses.
        { key: "referrer-policy", value: "same-origin" },
        { key: "cross-origin-opener-policy", value: "same-origin" },
        { key: "permissions-policy", value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
      ],
    },
    // A report's link is its key: nothing keeps it, finds it, or is told of it.
    ...["/r/:token*", "/:locale(en|zh)/r/:token*"].map((source) => ({
      source,
      headers: [
        { key: "referrer-policy", value: "no-referrer" },
        { key: "x-robots-tag", value: "noindex, nofollow, noarchive" },
        { key: "cache-control", value: "no-store" },
      ],
    })),
  ],
};

export default config;
