import { asCladeError } from "../../core/errors.ts";
import { comparePrecisions } from "../compare-precisions.ts";
import { onnx } from "../encoders/onnx.ts";
import { measuredTexts } from "../measured-texts.ts";
import type { MeasureResult } from "../model-schema.ts";
import type { ProcessAnswer } from "./check-folder.ts";
import type { Precision } from "./model-folder.ts";

// Times a model folder on texts of shops, and compares its precisions: started by check-folder.ts.

/** Every how many-th text the precisions are compared on. */
const comparedStep = 4;
const [folder = "", precision = "int8", threadsText = "1"] = process.argv.slice(2);
const threads = Number(threadsText);
const send = (answer: ProcessAnswer<MeasureResult>) => process.send?.(answer);
try {
  const encoder = await onnx.load({ folder, precision: precision as Precision }, { threads });
  // The first batches find no memory laid out for them.
  await encoder.encode(measuredTexts.slice(0, 64));
  const started = performance.now();
  await encoder.encode(measuredTexts);
  const textsPerSecond = (1000 * measuredTexts.length) / (performance.now() - started);
  await encoder.close();
  const compared = measuredTexts.filter((_, i) => i % comparedStep === 0);
  const closeness = (await comparePrecisions({ folder }, compared, threads)) ?? null;
  send({ type: "fine", textsPerSecond, threads, closeness });
} catch (error) {
  const { code, details } = asCladeError(error, "embedding");
  send({ type: "refused", code, details });
}
process.disconnect?.();
