import { formatNumber } from "../../core/format.ts";
import type { Localised } from "../../core/localised.ts";
import { fitTree, predictTree, type TreeNode } from "../../evaluation/classifiers/decision-tree.ts";
import { plainLabel, trimLabel } from "../../segments/label.ts";
import type { PolicyReport, RuleCondition } from "../report-schema.ts";
import { besideChinese } from "../wording-amounts.ts";
import type { FeatureColumn, FeatureMatrix } from "./features.ts";

export interface PolicyRule {
  readonly words: Localised;
  /** Share of users for whom the words say what the policy does, 0…1. */
  readonly fidelity: number;
  readonly where: PolicyReport["where"];
  /** 0 or 1 by user: whom the words treat. */
  readonly isMeant: Uint8Array;
}

const depth = 2;

/** A leaf holds this share of the users at least. */
const smallest = 0.02;

/** Whom a policy treats, in words: a tree of two questions learnt from its decisions. isTreated: 0 or 1 by user. */
export function describePolicy({ matrix, columns }: FeatureMatrix, isTreated: Uint8Array): PolicyRule {
  const n = isTreated.length;
  const share = isTreated.reduce((sum, one) => sum + one, 0) / n;
  if (share === 0)
    return { words: { en: "Treat nobody.", zh: "不触达任何用户。" }, fidelity: 1, where: [], isMeant: isTreated };
  if (share === 1)
    return { words: { en: "Treat everybody.", zh: "触达全部用户。" }, fidelity: 1, where: [[]], isMeant: isTreated };
  const options = { criterion: "gini", maxDepth: depth, minLeaf: Math.ceil(smallest * n) } as const;
  const tree = fitTree({ x: matrix, y: isTreated, classes: 2 }, options);
  const { data } = predictTree(tree, matrix);
  const isMeant = isTreated.map((_, user) => Number((data[2 * user + 1] ?? 0) > 0.5));
  const right = isTreated.filter((own, user) => isMeant[user] === own).length;
  const where = pathsOf(tree).map((path) => path.map((question) => conditionOf(question, columns)));
  return { words: writeRule(tree, columns), fidelity: right / n, where, isMeant };
}

interface Question {
  readonly feature: number;
  readonly threshold: number;
  readonly isAbove: boolean;
}

function columnOf({ feature }: Question, columns: readonly FeatureColumn[]): FeatureColumn {
  const column = columns[feature];
  if (!column) throw new Error(`no feature ${feature}`);
  return column;
}

function conditionOf(question: Question, columns: readonly FeatureColumn[]): RuleCondition {
  const { name, says, level, fallback = null } = columnOf(question, columns);
  const { threshold, isAbove } = question;
  return { feature: name, says, level, threshold, isAbove, fallback };
}

function writeRule(tree: TreeNode, columns: readonly FeatureColumn[]): Localised {
  if (isSure(tree))
    return isChosen(tree)
      ? { en: "Treat nearly everybody.", zh: "触达几乎全部用户。" }
      : { en: "Treat next to nobody.", zh: "几乎不触达任何用户。" };
  const paths = pathsOf(tree).map((path) =>
    path.map((question) => writeQuestion(columnOf(question, columns), question.threshold, question.isAbove)),
  );
  return {
    en: `Treat where ${paths.map((path) => path.map(({ en }) => en).join(" and ")).join("; or where ")}.`,
    zh: `触达以下用户：${paths
      .map((path) =>
        path
          .map(({ zh }) => zh)
          .join("且")
          .trimEnd(),
      )
      .join("；或")}。`,
  };
}

function isChosen({ shares }: TreeNode): boolean {
  return (shares[1] ?? 0) > 0.5;
}

/** Do all leaves below say the same? */
function isSure(node: TreeNode): boolean {
  if (!node.split) return true;
  const { left, right } = node.split;
  return isSure(left) && isSure(right) && decisionOf(left) === decisionOf(right);
}

function decisionOf(node: TreeNode): boolean {
  return node.split ? decisionOf(node.split.left) : isChosen(node);
}

/** Ways through the tree that end in treatment; a question that changes nothing is not asked. */
function pathsOf(node: TreeNode): Question[][] {
  if (isSure(node)) return decisionOf(node) ? [[]] : [];
  if (!node.split) return [];
  const { feature, threshold, left, right } = node.split;
  const below = pathsOf(left).map((path) => [{ feature, threshold, isAbove: false }, ...path]);
  const above = pathsOf(right).map((path) => [{ feature, threshold, isAbove: true }, ...path]);
  return [...below, ...above];
}

function writeQuestion(
  { name, label, says, level, either }: FeatureColumn,
  threshold: number,
  isAbove: boolean,
): Localised {
  const en = trimLabel(plainLabel(label?.en ?? name), 40);
  const zh = besideChinese(trimLabel(plainLabel(label?.zh ?? name), 40)).trimStart();
  if (says === "missing")
    return isAbove ? { en: `${en} is missing`, zh: `${zh}缺失` } : { en: `${en} is known`, zh: `${zh}已知` };
  if (says === "level") {
    const own = trimLabel(plainLabel(level ?? ""), 40);
    return isAbove
      ? { en: `${en} is “${own}”`, zh: `${zh}为“${own}”` }
      : { en: `${en} is not “${own}”`, zh: `${zh}不为“${own}”` };
  }
  if (either) {
    const value = writeThreshold(either[isAbove ? 1 : 0]);
    return { en: `${en} is ${value}`, zh: `${zh}为 ${value} ` };
  }
  const value = writeThreshold(threshold);
  return isAbove
    ? { en: `${en} is above ${value}`, zh: `${zh}高于 ${value} ` }
    : { en: `${en} is ${value} or less`, zh: `${zh}不高于 ${value} ` };
}

/** Three digits are enough for a rule of thumb. */
function writeThreshold(value: number): string {
  const rounded = Number(value.toPrecision(3));
  const [, fraction = ""] = String(rounded).split("e")[0]?.split(".") ?? [];
  return formatNumber(rounded, Math.min(12, fraction.length));
}
