import { formatNumber, formatShare } from "../../core/format.ts";
import type { Locale, Localised } from "../../core/localised.ts";
import { shownName } from "../../core/sample-shop.ts";
import { plainLabel, trimLabel } from "../../segments/label.ts";
import type { ExperimentReport, Interval, PolicyReport, UpliftReport } from "../report-schema.ts";
import { subjectOfGain, writeGain } from "../uplift/wording.ts";
import { besideChinese, nameMetric, quoteArm } from "../wording-amounts.ts";

/** A report that has learnt whom to treat. */
export type PolicyOf = Pick<ExperimentReport, "name" | "config"> & {
  readonly uplift: UpliftReport & { readonly policy: PolicyReport };
};

/** What the segment is called until somebody names it; a segment's name has 80 characters. */
export function nameKept({ name, uplift }: PolicyOf): Localised {
  const titleIn = (locale: Locale) => trimLabel(plainLabel(shownName(name, locale) || uplift.arm), 50);
  return { en: `Worth treating: ${titleIn("en")}`, zh: `值得触达：${titleIn("zh")}` };
}

/** What is planned for them. */
export function planKept({ name, uplift }: PolicyOf): Localised {
  const arm = quoteArm(uplift.arm);
  if (name.trim() === "") return { en: `Give them ${arm}`, zh: `对他们采用${arm}` };
  const titleIn = (locale: Locale) => trimLabel(plainLabel(shownName(name, locale)), 60);
  return {
    en: `Give them ${arm}, as in the experiment “${titleIn("en")}”`,
    zh: `按实验“${titleIn("zh")}”的做法，对他们采用${arm}`,
  };
}

/**
 * What stands on the segment: whom it holds in words, and what treating them is expected to gain beside everybody and nobody, read
 * on users that nothing was learnt from. Gains are a user of everybody in the test, treated or not. isRule: of everybody of whom the
 * words are true, and not of the test's users alone.
 */
export function describeKept({ config, uplift }: PolicyOf, isRule = false): Localised[] {
  const { policy, sample } = uplift;
  const metric = config.metrics.find(({ name }) => name === uplift.metric);
  const [share, shareZh] = [formatShare(policy.fidelity, "en"), formatShare(policy.fidelity, "zh")];
  const rule = isRule
    ? {
        en: `${policy.rule.en} Everybody of the run of whom this is true, also who was not in the test.`,
        zh: `${policy.rule.zh}包括该次分析中符合这条规则的全部用户，也含未参加实验的用户。`,
      }
    : {
        en: `${policy.rule.en} In these words it is told for ${share} of the users.`,
        zh: `${policy.rule.zh}这条规则概括了 ${shareZh} 的用户。`,
      };
  const drawn = sample && !isRule ? [describeDrawn(sample)] : [];
  if (metric === undefined) return [rule, policy.sentence, ...drawn];
  const name = nameMetric({ ...metric, unit: null });
  const subject = subjectOfGain(metric, policy.currency);
  const write = (gain: Interval) => {
    const size = writeGain(gain, subject);
    return gain.value < 0
      ? { en: size.en, than: "less", zh: `少${size.zh}` }
      : { en: size.en, than: "more", zh: `多${size.zh}` };
  };
  const [some, all] = [write(isRule ? policy.ruleGain : policy.gain), write(policy.treatAll)];
  const [on, onZh] = policy.currency === null ? [`On ${name.en}`, `按${name.zh}计`] : ["In gross margin", "按毛利计"];
  const n = formatNumber(uplift.users);
  // What a policy gains is read as a fixed test reads, whatever the mode.
  const [look, lookZh] = config.mode === "fixed" ? ["", ""] : [", as at a single look", "，并按只查看一次计算"];
  const verdict = isRule ? { en: "", zh: "" } : { en: `${policy.sentence.en} `, zh: policy.sentence.zh };
  return [
    rule,
    {
      en: `${on}, treating these is expected to gain ${some.en} a user ${some.than} than treating nobody; treating everybody ${all.en} ${all.than}.`,
      zh: `${onZh}，只触达这些人，预计人均比不触达任何人${some.zh}；触达全部用户则${all.zh}。`,
    },
    {
      en: `${verdict.en}Read on ${n} users whom nothing was learnt from${look}.`,
      zh: `${verdict.zh}以上数值来自未参与学习的${besideChinese(n)}名用户${lookZh}。`,
    },
    ...drawn,
  ];
}

/** Why the list lacks people of a very large test. */
function describeDrawn({ users, of }: NonNullable<UpliftReport["sample"]>): Localised {
  const [n, whole] = [formatNumber(users), formatNumber(of)];
  return {
    en: `The test had ${whole} users, of whom ${n} were drawn by chance and looked at: whoever else it would be worth treating is not among these people.`,
    zh: `实验共 ${whole} 名用户，只随机抽取了其中 ${n} 名来判断，其余值得触达的用户不在这些人之中。`,
  };
}
