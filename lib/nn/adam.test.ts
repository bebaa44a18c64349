import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { adamCorrections, adamDefaults, adamStep } from "./adam.ts";
import { Graph } from "./graph.ts";
import { openSession } from "./session.ts";

/** AdamW as its paper states it, one number at a time in double precision. */
function reference(parameters: number[], steps: readonly (readonly number[])[], rate: number, decay: number): number[] {
  const { beta1, beta2, epsilon, clipNorm } = adamDefaults;
  const m = parameters.map(() => 0);
  const v = parameters.map(() => 0);
  let p = [...parameters];
  for (const [t, gradient] of steps.entries()) {
    const norm = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0));
    const factor = Math.min(1, clipNorm / (norm + 1e-6));
    p = p.map((value, i) => {
      const g = (gradient[i] ?? 0) * factor;
      const first = beta1 * (m[i] ?? 0) + (1 - beta1) * g;
      const second = beta2 * (v[i] ?? 0) + (1 - beta2) * g * g;
      m[i] = first;
      v[i] = second;
      const meanGradient = first / (1 - beta1 ** (t + 1));
      const meanSquare = second / (1 - beta2 ** (t + 1));
      return value - rate * decay * value - (rate * meanGradient) / (Math.sqrt(meanSquare) + epsilon);
    });
  }
  return p;
}

/** The graph's steps, each written over the parameters it read. */
async function inGraph(parameters: number[], steps: readonly (readonly number[])[], rate: number, decay: number) {
  const graph = new Graph();
  const n = parameters.length;
  const vector = (name: string) => graph.input(name, [n]);
  const scalar = (name: string) => graph.input(name, []);
  const next = adamStep(
    {
      parameters: vector("parameters"),
      gradient: vector("gradient"),
      firstMoment: vector("firstMoment"),
      secondMoment: vector("secondMoment"),
      decay: vector("decay"),
      rate: scalar("rate"),
      firstCorrection: scalar("firstCorrection"),
      secondCorrection: scalar("secondCorrection"),
    },
    adamDefaults,
  );
  for (const name of ["parameters", "firstMoment", "secondMoment"] as const) graph.output(`new.${name}`, next[name]);
  const session = await openSession(graph.toBytes(), { threads: 1 });
  const bound = (numbers: readonly number[], shape = [n]) => ({ data: Float32Array.from(numbers), shape });
  const state = {
    parameters: bound(parameters),
    firstMoment: bound(Array(n).fill(0)),
    secondMoment: bound(Array(n).fill(0)),
  };
  for (const [t, gradient] of steps.entries()) {
    const { first, second } = adamCorrections(t + 1, adamDefaults);
    const scalars = { rate: [rate], firstCorrection: [first], secondCorrection: [second] };
    await session.run(
      {
        ...state,
        gradient: bound(gradient),
        decay: bound(Array(n).fill(decay)),
        ...Object.fromEntries(Object.entries(scalars).map(([name, numbers]) => [name, bound(numbers, [])])),
      },
      Object.fromEntries(Object.entries(state).map(([name, binding]) => [`new.${name}`, binding])),
    );
  }
  await session.close();
  return [...state.parameters.data];
}

describe("adamStep", () => {
  test("equals AdamW written out by hand, gradients long and short, over several steps in place", async () => {
    const number = fc.double({ min: -3, max: 3, noNaN: true });
    const numbers = fc.array(number, { minLength: 4, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(numbers, fc.array(numbers, { minLength: 1, maxLength: 6 }), async (start, steps) => {
        const found = await inGraph(start, steps, 0.01, 0.1);
        for (const [i, wanted] of reference(start, steps, 0.01, 0.1).entries())
          expect(Math.abs((found[i] ?? Number.NaN) - wanted)).toBeLessThan(2e-4);
      }),
      { numRuns: 25, seed: 4 },
    );
  });

  test("a gradient of zero moves nothing, and ε keeps 0 / 0 from becoming NaN", async () => {
    expect(await inGraph([1, -2, 0], [[0, 0, 0]], 0.1, 0)).toEqual([1, -2, 0]);
  });

  test("the first step is one learning rate long, whatever the gradient's size", async () => {
    const [large = 0, small = 0] = await inGraph([0, 0], [[100, -0.5]], 0.01, 0);
    expect(large).toBeCloseTo(-0.01, 5);
    expect(small).toBeCloseTo(0.01, 4);
  });
});
