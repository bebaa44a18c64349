// The kernels. Each takes (block, thread, …): it works on one block of rows, and writes nothing that another block of
// the same call writes, so the bytes do not depend on how many threads share the blocks.
export { columnSums, rowNorms, shiftRows } from "./columns";
export { assignAll, assignMoved, ownDistances } from "./k-means";
export { candidates, takeCandidate } from "./seeding";
export { crossProducts, project } from "./pca";
export { packPanels, pairRound, rowsAgainst } from "./silhouette";
