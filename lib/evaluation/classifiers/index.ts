import { boostedTrees } from "./boosted-trees.ts";
import type { Classifier } from "./classifier.ts";
import { decisionTree } from "./decision-tree.ts";
import { logisticRegression } from "./logistic-regression.ts";

/** Every classifier, in the order in which tables show them. */
export const classifiers: readonly Classifier[] = [logisticRegression, decisionTree, boostedTrees];
