import { CladeError } from "../../core/errors.ts";
import { formatNumber } from "../../core/format.ts";
import type { Localised } from "../../core/localised.ts";
import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import { cutTree } from "../../kernels/cut-tree.ts";
import { kMeans } from "../../kernels/k-means.ts";
import { linkDistances } from "../../kernels/linkage-tree.ts";
import type { Kernels } from "../../kernels/pool.ts";
import { clusterMeans } from "../cluster-means.ts";
import { affordableRuns, type BaseRuns, drawSome, runBases } from "../consensus/base-runs.ts";
import { belongingOf } from "../consensus/belonging.ts";
import { type Cells, splitIntoCells } from "../consensus/cells.ts";
import { cellDistances, profileCells } from "../consensus/co-association.ts";
import { drawPairs } from "../consensus/drawn-pairs.ts";
import { algorithm } from "./algorithm.ts";

/** Cells of alike rows at most: the distances of so many take 16 MB and some tenths of a second. */
const mostCells = 2_000;
/** Users of the picture at most. */
const mostDrawn = 120;
/** "auto": so many, since few groups a run are agreed on most, and shops look for few. */
const usualMostGroups = 10;
const clusters = { minimum: 1, maximum: 100 } as const;

export const consensus = algorithm({
  id: "consensus",
  label: { en: "Consensus of many runs", zh: "多次聚类共识" },
  help: {
    en: "Groups the users a hundred times, each time with other users left out, another number of groups and another start, and keeps together who is found together again and again. Tells of each user how surely they belong.",
    zh: "重复划分一百次，每次抽取不同的用户、采用不同的组数和起点，把一再被分到同一组的用户归为一个人群，并给出每位用户归属的把握。",
  },
  clusters,
  heightsAreAgreement: true,
  params: {
    runs: {
      kind: "integer",
      minimum: 2,
      maximum: 1000,
      default: 100,
      label: { en: "Runs", zh: "聚类次数" },
      help: {
        en: "How often the users are grouped. More runs give a result that depends less on chance.",
        zh: "对用户重复划分的次数。次数越多，结果受偶然因素的影响越小。",
      },
    },
    fewestGroups: {
      kind: "integer",
      minimum: 2,
      maximum: 200,
      default: 2,
      label: { en: "Groups of a run, from", zh: "每次组数下限" },
      help: {
        en: "The runs look for different numbers of groups, from this many on. From about ten on, groups of odd shapes are found.",
        zh: "各次划分采用不同的组数，由此值开始。从 10 左右开始可以找出形状不规则的人群。",
      },
    },
    mostGroups: {
      kind: "integer",
      minimum: 2,
      maximum: 200,
      default: "auto",
      label: { en: "Groups of a run, up to", zh: "每次组数上限" },
      help: {
        en: "Automatic: 10. More of them tell smaller segments apart, and agree less.",
        zh: "自动：10。数值越大，越能区分较小的人群，但各次结果的一致程度越低。",
      },
    },
  },
  refuses: (_k, { fewestGroups, mostGroups }) =>
    mostGroups !== "auto" && mostGroups < fewestGroups ? { param: "mostGroups", problem: belowFewest } : null,
  /**
   * Evidence accumulation (Fred & Jain 2005, doi:10.1109/TPAMI.2005.113): average linkage on 1 − co-association, one tree, cut at every k.
   * Rows that no run tells apart are one leaf, so that memory is that of the different rows of labels; beyond 2,000 of them the
   * largest leaves are those that are split first. O(runs·n·d·groups + leaves²·runs) time; a byte a user and run of memory, 512 MB
   * at most: beyond, the runs are fewer.
   */
  async fit(x, ks, { runs: asked, fewestGroups, mostGroups }, { kernels, random, progress }) {
    const most = ks.at(-1) ?? 1;
    if (x.rows < most) throw new CladeError("TOO_FEW_USERS", { users: x.rows, k: most });
    const runs = affordableRuns(asked, x.rows);
    const range = {
      fewestGroups,
      mostGroups: Math.max(fewestGroups, mostGroups === "auto" ? usualMostGroups : mostGroups),
    };
    const bases = runBases(kernels, x, { runs, ...range }, random, (done) => progress?.(0.7 * done));
    const cells = findCells(kernels, x, bases, random);
    const profiles = profileCells(bases, cells.of, cells.count);
    const tree = linkDistances(cellDistances(profiles, bases), cells.count, "average", profiles.sizes);
    const drawn = drawSome(x.rows, mostDrawn, random.fork("drawn"));
    const pairs = drawPairs(bases, drawn, cells.of, tree);
    return ks.map((k, at) => {
      progress?.(0.8 + (0.2 * at) / ks.length);
      const cut = cutTree(tree, Math.min(k, cells.count));
      const labels = cells.of.map((cell) => cut[cell] ?? 0);
      const { strength, between } = belongingOf(bases, labels, k);
      const fit = {
        k,
        labels,
        ...clusterMeans(x, labels, k),
        iterations: runs,
        tree,
        leafOf: cells.of,
        strength,
        agreement: { between, pairs },
      };
      const notes = [...(cells.isExact ? [] : [cellsNote]), ...(runs < asked ? [fewerRuns(runs, asked)] : [])];
      return notes.length === 0 ? fit : { ...fit, note: joinNotes(notes) };
    });
  },
});

/** At least as many cells as segments can be asked for: where the runs tell fewer apart, one more k-means does, and counts for nothing else. */
function findCells(kernels: Kernels, x: Matrix, { labels }: BaseRuns, random: Random): Cells {
  const cells = splitIntoCells(labels, x.rows, mostCells);
  const needed = Math.min(clusters.maximum, x.rows);
  if (cells.count >= needed) return cells;
  const finer = kMeans(kernels, x, { k: needed, restarts: 1, random: random.fork("finer") });
  return splitIntoCells([...labels, Uint8Array.from(finer.labels)], x.rows, mostCells);
}

const belowFewest: Localised = {
  en: "it is below the fewest groups of a run",
  zh: "小于每次组数下限",
};

const cellsNote: Localised = {
  en: "With this many, the runs were compared between 2,000 groups of alike ones, not between single ones.",
  zh: "数量较多，各次结果在 2,000 个相似的小组之间比较，而不是逐个比较。",
};

function fewerRuns(runs: number, asked: number): Localised {
  const [some, all] = [formatNumber(runs), formatNumber(asked)];
  return {
    en: `With this many, memory takes ${some} runs, not the ${all} that were asked for.`,
    zh: `数量较多，受内存限制，聚类次数为 ${some} 次，而不是所要求的 ${all} 次。`,
  };
}

function joinNotes(notes: readonly Localised[]): Localised {
  return { en: notes.map(({ en }) => en).join(" "), zh: notes.map(({ zh }) => zh).join("") };
}
