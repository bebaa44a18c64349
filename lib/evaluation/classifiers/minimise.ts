/** The value of a function at a point, its gradient written into `gradient`. */
export type Differentiable = (at: Float64Array, gradient: Float64Array) => number;

export interface MinimiseOptions {
  /** Stop where the gradient's largest entry is at most this. */
  readonly tolerance: number;
  readonly maxIterations: number;
  /** Steps that are remembered to guess the curvature. */
  readonly memory?: number;
  readonly signal?: AbortSignal;
}

const sufficientDecrease = 1e-4;
const curvature = 0.9;
const maxTries = 40;

interface Step {
  readonly move: Float64Array;
  readonly change: Float64Array;
  /** 1 / (move · change) */
  readonly scale: number;
}

/**
 * A local minimum by limited-memory BFGS (Nocedal & Wright 2006, algorithms 7.4 and 7.5) with a bisecting line search for
 * the weak Wolfe conditions. Smooth functions only; a convex one ends at its minimum. Returns the point; `start` stays.
 */
export function minimise(f: Differentiable, start: Float64Array, options: MinimiseOptions): Float64Array {
  const { tolerance, maxIterations, memory = 10, signal } = options;
  let at = Float64Array.from(start);
  let gradient = new Float64Array(at.length);
  let value = f(at, gradient);
  const steps: Step[] = [];
  for (let iteration = 0; iteration < maxIterations && largest(gradient) > tolerance; iteration++) {
    signal?.throwIfAborted();
    const direction = descend(gradient, steps);
    const found = searchLine(f, { at, value, gradient, direction }, iteration === 0 ? 1 / (1 + norm(gradient)) : 1);
    if (!found) break;
    const move = found.at.map((one, i) => one - (at[i] ?? 0));
    const change = found.gradient.map((one, i) => one - (gradient[i] ?? 0));
    const bend = dot(move, change);
    if (bend > 1e-300) {
      steps.push({ move, change, scale: 1 / bend });
      if (steps.length > memory) steps.shift();
    }
    const gain = value - found.value;
    ({ at, gradient, value } = found);
    if (gain <= 1e-15 * Math.max(1, Math.abs(value)) && largest(gradient) < 1e-6) break;
  }
  return at;
}

/** −H·gradient, H the inverse curvature guessed from the steps (two-loop recursion). */
function descend(gradient: Float64Array, steps: readonly Step[]): Float64Array {
  const q = Float64Array.from(gradient);
  const alphas: number[] = [];
  for (const { move, change, scale } of steps.toReversed()) {
    const alpha = scale * dot(move, q);
    alphas.push(alpha);
    addScaled(q, change, -alpha);
  }
  const last = steps.at(-1);
  const first = last ? 1 / (last.scale * dot(last.change, last.change)) : 1;
  for (let i = 0; i < q.length; i++) q[i] = (q[i] ?? 0) * first;
  for (const { move, change, scale } of steps) addScaled(q, move, (alphas.pop() ?? 0) - scale * dot(change, q));
  return q.map((value) => -value);
}

interface Line {
  readonly at: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  readonly direction: Float64Array;
}

function searchLine(f: Differentiable, line: Line, first: number) {
  const slope = dot(line.gradient, line.direction);
  if (!(slope < 0)) return undefined;
  let [low, high, step] = [0, Number.POSITIVE_INFINITY, first];
  for (let tries = 0; tries < maxTries; tries++) {
    const at = line.at.map((value, i) => value + step * (line.direction[i] ?? 0));
    const gradient = new Float64Array(at.length);
    const value = f(at, gradient);
    if (!(value <= line.value + sufficientDecrease * step * slope)) high = step;
    else if (dot(gradient, line.direction) < curvature * slope) low = step;
    else return { at, gradient, value };
    step = Number.isFinite(high) ? (low + high) / 2 : 2 * step;
  }
  return undefined;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function addScaled(into: Float64Array, other: Float64Array, factor: number): void {
  for (let i = 0; i < into.length; i++) into[i] = (into[i] ?? 0) + factor * (other[i] ?? 0);
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function norm(values: Float64Array): number {
  return Math.sqrt(dot(values, values));
}
