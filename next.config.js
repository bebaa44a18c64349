/** @type {import("next").NextConfig} */
const config = {
  distDir: ".build/next",
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  reactStrictMode: true,
  // Native code and clients that load their parts by path stay outside the bundle.
  serverExternalPackages: ["@duckdb/node-api", "@node-rs/jieba", "onnxruntime-node", "bullmq", "pg", "pino", "ioredis"],
  // Types are checked by `npm run check`, once.
  typescript: { ignoreBuildErrors: true },
};

export default config;
