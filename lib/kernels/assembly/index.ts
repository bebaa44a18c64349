// The kernels. Each takes (block, thread, …): it works on one block, and writes nothing that another block of the same
// call writes, so the bytes do not depend on how many threads share the blocks.
export { gatherRows, measureColumns, shiftRows } from "./columns";
export { applyUpdates, drawCandidates, joinCandidates, joinLeaves, packPlaces } from "./descent";
export { growTrees } from "./forest";
export { encodeTexts, hashTexts } from "./hashed-text";
export { assignStarts } from "./k-means";
export { mixturePass } from "./mixture";
export { nearestRows } from "./nearest";
export { countNeighbours, joinCores, reachBorders } from "./neighbours";
export { nearestOutsider } from "./outsiders";
export { crossProducts, project } from "./pca";
export { searchForest } from "./search";
export { seedStarts } from "./seeding";
export { scanRecords } from "./records";
export { bootstrapSums, permuteSums } from "./resample";
export { packPanels, pairRound, rowsAgainst } from "./silhouette";
export { addScaled, columnDots, scaleAndAdd, sparseTimesDense } from "./sparse";
export { updateStarts } from "./starts";
export { mistakenPlaces } from "./trustworthiness";
export { moveRows, weighNeighbours } from "./umap";
export { walkLinks } from "./walk";
export { nearestWard, nearestWardExactly } from "./ward";
export { trainSkipGrams } from "./word2vec";
