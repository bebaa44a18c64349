import type { Matrix } from "../../core/matrix.ts";
import type { ClassifierHead } from "../../embedding/behaviour/classifier-head.ts";
import { classifyUsers, encodeUsers } from "../../embedding/behaviour/encode-users.ts";
import { writeEncoder } from "../../embedding/behaviour/encoder-file.ts";
import { fineTune } from "../../embedding/behaviour/fine-tune.ts";
import { fineTuneDefaults } from "../../embedding/behaviour/fine-tune-params.ts";
import { splitLabelled } from "../../embedding/behaviour/split.ts";
import { classShares } from "./class-shares.ts";
import type { Classifier, FitOptions, Labelled, Predict, TokenUsers } from "./classifier.ts";
import { fitHead } from "./fit-head.ts";

export const transformerBefore: Classifier<"tokens"> = transformer("frozen", {
  id: "transformer-before",
  label: { en: "Transformer before fine-tuning", zh: "Transformer（微调前）" },
  help: {
    en: "Learns without labels to fill in what is hidden of users and stays as it is; only a logistic regression on its vectors sees labels.",
    zh: "不看标签，先学会补全用户被遮住的信息，之后保持不变；只有向量之上的逻辑回归使用标签。",
  },
});

export const transformerAfter: Classifier<"tokens"> = transformer("tuned", {
  id: "transformer-after",
  label: { en: "Transformer after fine-tuning", zh: "Transformer（微调后）" },
  help: {
    en: "The same, then trained on with the labels: the encoder and the regression on it together.",
    zh: "在此基础上用标签继续训练，编码器与其上的回归一起调整。",
  },
});

/** frozen: the encoder stays as it was pre-trained. tuned: it learns from labels. */
type Mode = "frozen" | "tuned";

/** A second one costs such small steps as much as it saves. */
export const threads = 1;

function transformer(mode: Mode, words: Pick<Classifier, "id" | "label" | "help">): Classifier<"tokens"> {
  return { ...words, sees: "tokens", fit: (data, options) => fit(data, mode, options) };
}

/**
 * Users without tokens are told the classes' shares among such training users: they have no place of their own. A class
 * that one training user is of at most cannot be learnt, and keeps its share among those with tokens.
 */
async function fit(data: Labelled<"tokens">, mode: Mode, options: FitOptions): Promise<Predict<"tokens">> {
  const { y, classes } = data;
  const { sequences } = data.x;
  const isKnown = ({ newest }: TokenUsers["sequences"], row: number) => (newest[row] ?? -1) >= 0;
  const codes = Int32Array.from({ length: y.length }, (_, row) => y[row] ?? -1);
  const known = codes.map((code, row) => (isKnown(sequences, row) ? code : -1));
  const unknown = codes.map((code, row) => (isKnown(sequences, row) ? -1 : code));
  const ofKnown = classShares(known, classes);
  const ofUnknown = classShares(unknown.some((code) => code >= 0) ? unknown : codes, classes);
  const counts = Map.groupBy(known, (code) => code);
  const learnt = Array.from({ length: classes }, (_, code) => code).filter(
    (code) => (counts.get(code)?.length ?? 0) > 1,
  );
  const chances = learnt.length < 2 ? undefined : await learn(data.x, known, learnt, mode, options);
  const room = learnt.reduce((sum, code) => sum + (ofKnown[code] ?? 0), 0);
  return async (users) => {
    const told = await chances?.(users);
    const out = new Float32Array(users.rows * classes);
    for (let row = 0; row < users.rows; row++) {
      const isTold = isKnown(users.sequences, row);
      out.set(isTold ? ofKnown : ofUnknown, row * classes);
      if (!isTold || !told) continue;
      for (const [place, code] of learnt.entries())
        out[row * classes + code] = room * (told.data[row * told.cols + place] ?? 0);
    }
    return { data: out, rows: users.rows, cols: classes };
  };
}

/** codes: of users with tokens, −1 for others. learnt: the classes that are told apart, in the order of the answer's columns. */
async function learn(
  { sequences, encoder }: TokenUsers,
  codes: Int32Array,
  learnt: readonly number[],
  mode: Mode,
  { random, signal }: FitOptions,
): Promise<(users: TokenUsers) => Promise<Matrix>> {
  const context = { threads, ...(signal && { signal }) };
  const own = codes.map((code) => learnt.indexOf(code));
  const names = learnt.map(String);
  const tuned = await (mode === "frozen" ? frozen() : trainedOn());
  const file = writeEncoder(tuned.encoder, { head: tuned.head });
  return (users) => classifyUsers(file, learnt.length, encoder.shape, users.sequences, context);

  async function frozen() {
    const vectors = await encodeUsers(writeEncoder(encoder), encoder.shape, sequences, context);
    const rows = [...own.keys()].filter((row) => (own[row] ?? -1) >= 0);
    return { encoder, head: fitHead(vectors, rows, own, names, signal) };
  }

  function trainedOn() {
    const { validation } = fineTuneDefaults;
    const split = splitLabelled(sequences, own, learnt.length, validation, random.fork("validation"));
    const shares = classShares(own, learnt.length);
    const head = headOfShares(encoder.shape.width, shares, names);
    const seed = random.fork("fine-tuning").int(2 ** 31);
    return fineTune(encoder, head, sequences, { codes: own, ...split }, fineTuneDefaults, { ...context, seed });
  }
}

/** Tells everybody how common the classes are. */
function headOfShares(width: number, shares: Float64Array, classes: readonly string[]): ClassifierHead {
  const parameters = new Float32Array((width + 1) * classes.length);
  parameters.set(shares.map(Math.log), width * classes.length);
  return { classes, parameters };
}
