import { CladeError } from "../core/errors.ts";
import type { RunConfig } from "./schema.ts";

/**
 * Does a run learn from people's tags, so that its host brings their file?
 * @throws BAD_CONFIG where it is to learn from a label column and none is named
 */
export function needsTags({ embedding: { text }, evaluation }: Pick<RunConfig, "embedding" | "evaluation">): boolean {
  if (text.encoder === "none") return false;
  if (text.adapt === "label" && evaluation.labels?.column == null)
    throw new CladeError("BAD_CONFIG", {
      path: "embedding.text.adapt",
      problem: {
        en: "no table has a label column to learn from; tag people, or mark a column as the label",
        zh: "没有可学习的标签列；请给用户打标签，或把某一列标为标签",
      },
    });
  return text.adapt === "tags";
}

/** The file that the command line names for them. @throws BAD_CONFIG where it names none */
export function needTagsFile({ embedding: { text } }: Pick<RunConfig, "embedding">): string {
  if (text.labels !== null) return text.labels;
  throw new CladeError("BAD_CONFIG", {
    path: "embedding.text.labels",
    problem: {
      en: "name the CSV file (user_id, label) that holds the tags, or give it by --labels",
      zh: "请指定保存标签的 CSV 文件（user_id、label），或用 --labels 给出",
    },
  });
}
