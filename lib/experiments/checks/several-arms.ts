import { formatNumber } from "../../core/format.ts";
import type { Check } from "./check.ts";

/** Whoever saw two variants says nothing of either; leaving them out is a choice that the treatment may have made. */
export const severalArms: Check = {
  id: "users-in-several-variants",
  label: { en: "One variant a user", zh: "每名用户只在一组" },
  blocks: true,
  run({ arms, usersInSeveralArms }) {
    if (usersInSeveralArms === null) return null;
    if (usersInSeveralArms === 0) {
      return {
        ...{ passed: true, pValue: null, advice: null },
        title: { en: "Everybody saw one variant", zh: "每名用户只在一组" },
        sentence: { en: "No user is in two variants.", zh: "没有用户同时出现在多个组。" },
      };
    }
    const all = arms.reduce((total, { n }) => total + n, 0) + usersInSeveralArms;
    const [count, users] = [formatNumber(usersInSeveralArms), formatNumber(all)];
    const isOne = usersInSeveralArms === 1;
    return {
      ...{ passed: false, pValue: null },
      title: { en: "Users are in several variants", zh: "有用户同时在多个组" },
      sentence: {
        en: `${count} of ${users} users ${isOne ? "is" : "are"} in several variants and set aside.`,
        zh: `${users} 名用户中有 ${count} 名同时出现在多个组，已剔除。`,
      },
      advice: {
        en: "Likely the id changed (device, login) or a user was assigned anew. Assign by a lasting id; if the file holds a mistake, mend it and read it again.",
        zh: "可能是用户标识变化（换设备、重新登录）或被重复分组。请用长期不变的标识分组；若是文件有误，请更正后重新读取。",
      },
    };
  },
};
