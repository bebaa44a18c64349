import { alwaysValid } from "./always-valid.ts";
import { alwaysValidRelative } from "./always-valid-relative.ts";
import { bootstrapT, bootstrapTSymmetric } from "./bootstrap-t.ts";
import { cuped } from "./cuped.ts";
import { cupedJoint } from "./cuped-joint.ts";
import { cupedRelative } from "./cuped-relative.ts";
import { fieller } from "./fieller.ts";
import { fisherExact } from "./fisher-exact.ts";
import { groupSequential, groupSequentialRelative } from "./group-sequential.ts";
import { hedgesG } from "./hedges-g.ts";
import { johnson } from "./johnson.ts";
import { mannWhitney } from "./mann-whitney.ts";
import { mantelHaenszel } from "./mantel-haenszel.ts";
import { mantelHaenszelRelative } from "./mantel-haenszel-relative.ts";
import { newcombe } from "./newcombe.ts";
import { permutationT } from "./permutation-t.ts";
import { postStratified } from "./post-stratified.ts";
import { quantileDifference } from "./quantile-difference.ts";
import { ratioDelta } from "./ratio-delta.ts";
import { relativeDelta } from "./relative-delta.ts";
import { stageWise } from "./stage-wise.ts";
import type { Statistic } from "./statistic.ts";
import { student } from "./student.ts";
import { twoProportions } from "./two-proportions.ts";
import { welch } from "./welch.ts";

/** Every way to compare two arms, in the order in which the analyst's table shows them. */
export const statistics: readonly Statistic[] = [
  twoProportions,
  newcombe,
  fisherExact,
  welch,
  student,
  johnson,
  bootstrapT,
  bootstrapTSymmetric,
  permutationT,
  ratioDelta,
  quantileDifference,
  cuped,
  cupedJoint,
  alwaysValid,
  groupSequential,
  stageWise,
  postStratified,
  mantelHaenszel,
  relativeDelta,
  fieller,
  cupedRelative,
  alwaysValidRelative,
  groupSequentialRelative,
  mantelHaenszelRelative,
  hedgesG,
  mannWhitney,
];
