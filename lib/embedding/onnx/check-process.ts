import { asCladeError } from "../../core/errors.ts";
import { onnx } from "../encoders/onnx.ts";
import type { CheckedModel, ProcessAnswer } from "./check-folder.ts";
import type { Precision } from "./model-folder.ts";

// Loads a model folder and encodes a text, in a process that may die of it: started by check-folder.ts.

const [folder = "", precision = "int8"] = process.argv.slice(2);
const send = (answer: ProcessAnswer<CheckedModel>) => process.send?.(answer);
try {
  const encoder = await onnx.load({ folder, precision: precision as Precision }, { threads: 1 });
  const { name, dimension, maxTokens, sha256, closeness } = encoder;
  await encoder.encode(["Is it well?"]);
  await encoder.close();
  send({ type: "fine", name, dimension, maxTokens, sha256, closeness });
} catch (error) {
  const { code, details } = asCladeError(error, "embedding");
  send({ type: "refused", code, details });
}
process.disconnect?.();
