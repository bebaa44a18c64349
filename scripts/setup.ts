import { buildKernels } from "./build-kernels.ts";
import { buildReport } from "./build-report.ts";

/** What is compiled on this machine and not committed: the kernels and the report's browser script. */
await Promise.all([buildKernels(), buildReport()]);
