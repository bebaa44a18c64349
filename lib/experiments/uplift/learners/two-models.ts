import type { Matrix } from "../../../core/matrix.ts";
import { fitBoostedMean, type PredictMean } from "../boosted-mean.ts";
import { takeUsers } from "../features.ts";
import { fitChance, fitRidge } from "../linear-mean.ts";
import type { UpliftLearner, UpliftTraining } from "./learner.ts";

type FitMean = (x: Matrix, y: Float64Array) => PredictMean;

/** One model an arm; the uplift is the difference of what they say (the T-learner of Künzel et al. 2019, doi:10.1073/pnas.1804597116). */
function fitTwo({ x, treated, outcome }: UpliftTraining, fitMean: FitMean) {
  const fitArm = (arm: number) => {
    const users = Int32Array.from(treated.keys()).filter((user) => treated[user] === arm);
    return fitMean(
      takeUsers(x, users),
      Float64Array.from(users, (user) => outcome[user] ?? 0),
    );
  };
  const [control, treatment] = [fitArm(0), fitArm(1)];
  return (rows: Matrix) => {
    const base = control(rows);
    return treatment(rows).map((value, row) => value - (base[row] ?? 0));
  };
}

export const twoModelTrees: UpliftLearner = {
  id: "two-model-trees",
  label: { en: "Two models, boosted trees", zh: "双模型（梯度提升树）" },
  help: {
    en: "Learns what each group does from the users' features, by trees; the uplift is the difference.",
    zh: "分别用树模型学习各组用户的表现，两者之差即增益。",
  },
  learnsFrom: "features",
  fit(training) {
    const predict = fitTwo(training, fitBoostedMean);
    return ({ x }) => predict(x);
  },
};

export const twoModelLinear: UpliftLearner = {
  id: "two-model-linear",
  label: { en: "Two models, linear", zh: "双模型（线性）" },
  help: {
    en: "The same with a logistic regression of a yes or no, and a linear one of an amount.",
    zh: "同上，比例指标用逻辑回归，数值指标用线性回归。",
  },
  learnsFrom: "features",
  fit(training) {
    const predict = fitTwo(training, training.isYesNo ? fitChance : fitRidge);
    return ({ x }) => predict(x);
  },
};
