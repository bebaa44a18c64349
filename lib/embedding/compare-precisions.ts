import { onnx } from "./encoders/onnx.ts";
import { type Closeness, compare } from "./onnx/prepare-model.ts";

/**
 * What int8 loses on these texts: cosines between a folder's int8 and fp32 vectors, text by text. undefined where the
 * folder holds no fp32 model to compare with. At least one text.
 */
export async function comparePrecisions(
  params: Omit<Parameters<typeof onnx.load>[0], "precision">,
  texts: readonly string[],
  threads: number,
): Promise<Closeness | undefined> {
  const encode = async (precision: "fp32" | "int8") => {
    const encoder = await onnx.load({ ...params, precision }, { threads });
    try {
      const { data, cols } = await encoder.encode(texts);
      return texts.map((_, i) => data.subarray(i * cols, (i + 1) * cols));
    } finally {
      await encoder.close();
    }
  };
  const exact = await encode("fp32").catch((error) => {
    if (/there is no fp32 model/.test(String(error))) return undefined;
    throw error;
  });
  return exact && compare(exact, await encode("int8"));
}
