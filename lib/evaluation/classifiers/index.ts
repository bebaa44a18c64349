import { boostedTrees } from "./boosted-trees.ts";
import type { AnyClassifier } from "./classifier.ts";
import { decisionTree } from "./decision-tree.ts";
import { logisticRegression } from "./logistic-regression.ts";
import { transformerAfter, transformerBefore } from "./transformer.ts";

/** Every classifier, in the order in which tables show them. */
export const classifiers: readonly AnyClassifier[] = [
  logisticRegression,
  decisionTree,
  boostedTrees,
  transformerBefore,
  transformerAfter,
];
