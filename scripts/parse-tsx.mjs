// dependency-cruiser's swc parser reads no JSX (its source says "TODO"): loaded before it, this makes it do so for .tsx.
import { createRequire } from "node:module";

const swc = createRequire(import.meta.url)("@swc/core");
const parse = swc.parseFileSync;
swc.parseFileSync = (file, options) => parse(file, { ...options, tsx: file.endsWith(".tsx") });
