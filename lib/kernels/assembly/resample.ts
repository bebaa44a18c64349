// Resamples of users of whom most have one value (nobody bought: 0). Values are told from that one, so that it adds nothing, and
// its users are drawn as a number: the cost is that of the others. Every resample has a stream of its own, made of its number.

/** Place in the stream: splitmix64 (Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195), a hash of key + counter · γ. */
let place: u64 = 0;

@inline
function mix(bits: u64): u64 {
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
  return bits ^ (bits >> 31);
}

@inline
function startStream(seedLow: u32, seedHigh: u32, stream: usize): void {
  place = mix(mix((<u64>seedHigh << 32) | <u64>seedLow) + <u64>stream);
}

@inline
function nextBits(): u64 {
  place += 0x9e3779b97f4a7c15;
  return mix(place);
}

/** Uniform in 0…1, 53 bits. */
@inline
function uniform(): f64 {
  return <f64>(nextBits() >> 11) * (1.0 / 9007199254740992.0);
}

/** Uniform in 0…n−1, n < 2³². */
@inline
function below(n: u64): u64 {
  return ((nextBits() >> 32) * n) >> 32;
}

/** ln k!, by Stirling's series from 16 on. */
function lnFactorial(k: f64): f64 {
  let x = k + 1;
  let product: f64 = 1;
  while (x < 16) {
    product *= x;
    x += 1;
  }
  const inverse = 1 / (x * x);
  const series = (1.0 / 12 - inverse * (1.0 / 360 - inverse * (1.0 / 1260))) / x;
  const large = (x - 0.5) * Math.log(x) - x + 0.9189385332046727 + series;
  return product == 1 ? large : large - Math.log(product);
}

@inline
function lnChoose(n: f64, k: f64): f64 {
  return lnFactorial(n) - lnFactorial(k) - lnFactorial(n - k);
}

/** The chance of the mode, of the trials that were drawn last: those of a call are all the same. */
let peakUsers: f64 = -1;
let peakShare: f64 = -1;
let peakChance: f64 = 0;

/** Successes in n trials of chance p, by inversion from the mode outwards: about as many steps as the standard deviation. */
function binomial(n: f64, p: f64): f64 {
  if (p >= 1) return n;
  if (p <= 0) return 0;
  const odds = p / (1 - p);
  const mode = Math.min(n, Math.floor((n + 1) * p));
  if (peakUsers != n || peakShare != p) {
    peakUsers = n;
    peakShare = p;
    peakChance = Math.exp(lnChoose(n, mode) + mode * Math.log(p) + (n - mode) * Math.log(1 - p));
  }
  const peak = peakChance;
  let left = uniform() - peak;
  let below = mode, above = mode, chanceBelow = peak, chanceAbove = peak;
  while (left >= 0 && (below > 0 || above < n)) {
    if (above < n) {
      chanceAbove *= ((n - above) / (above + 1)) * odds;
      above += 1;
      left -= chanceAbove;
      if (left < 0) return above;
    }
    if (below > 0) {
      chanceBelow *= below / ((n - below + 1) * odds);
      below -= 1;
      left -= chanceBelow;
      if (left < 0) return below;
    }
    if (chanceAbove + chanceBelow < 1e-300) break;
  }
  return mode;
}

/** ln of all's and marked's part of the chance: those of a call are the same. */
let poolUsers: f64 = -1;
let poolMarked: f64 = -1;
let poolPart: f64 = 0;

/** Marked among `drawn` of `all` of whom `marked` are, without replacement; by inversion from the mode outwards. */
function hypergeometric(all: f64, marked: f64, drawn: f64): f64 {
  const least = Math.max(0, drawn + marked - all);
  const most = Math.min(marked, drawn);
  if (least == most) return least;
  const others = all - marked - drawn;
  const mode = Math.max(least, Math.min(most, Math.floor(((drawn + 1) * (marked + 1)) / (all + 2))));
  if (poolUsers != all || poolMarked != marked) {
    poolUsers = all;
    poolMarked = marked;
    poolPart = lnFactorial(marked) + lnFactorial(all - marked) - lnFactorial(all);
  }
  const inside = lnFactorial(mode) + lnFactorial(marked - mode) + lnFactorial(drawn - mode) + lnFactorial(others + mode);
  const peak = Math.exp(poolPart - inside + lnFactorial(drawn) + lnFactorial(all - drawn));
  let left = uniform() - peak;
  let below = mode, above = mode, chanceBelow = peak, chanceAbove = peak;
  while (left >= 0 && (below > least || above < most)) {
    if (above < most) {
      chanceAbove *= ((marked - above) * (drawn - above)) / ((above + 1) * (others + above + 1));
      above += 1;
      left -= chanceAbove;
      if (left < 0) return above;
    }
    if (below > least) {
      chanceBelow *= (below * (others + below)) / ((marked - below + 1) * (drawn - below + 1));
      below -= 1;
      left -= chanceBelow;
      if (left < 0) return below;
    }
    if (chanceAbove + chanceBelow < 1e-300) break;
  }
  return mode;
}

/**
 * Block of resamples with replacement of an arm of n users, m of whom have another value than the common one; out: sum and sum
 * of squares of each resample.
 */
export function bootstrapSums(block: i32, thread: i32, values: usize, m: usize, n: f64, seedLow: u32, seedHigh: u32, rows: usize, count: usize, out: usize): void {
  const from = <usize>block * rows;
  const to = min(count, from + rows);
  const share = <f64>m / n;
  for (let resample = from; resample < to; resample++) {
    startStream(seedLow, seedHigh, resample);
    const drawn = <usize>binomial(n, share);
    let sum: f64 = 0;
    let squares: f64 = 0;
    for (let draw: usize = 0; draw < drawn; draw++) {
      const value = load<f64>(values + (<usize>below(m) << 3));
      sum += value;
      squares += value * value;
    }
    store<f64>(out + (resample << 4), sum);
    store<f64>(out + (resample << 4), squares, 8);
  }
}

/**
 * Block of reassignments of both arms' users, `first` of n to the first arm. m users have another value than the common one, the
 * first `mFirst` of them from the first arm, as are `commonFirst` of the rest. out, of those that came to the first arm: their sum
 * and sum of squares, how many had been there, and the sum of these.
 */
export function permuteSums(block: i32, thread: i32, values: usize, m: usize, mFirst: usize, n: f64, first: f64, commonFirst: f64, seedLow: u32, seedHigh: u32, rows: usize, count: usize, out: usize): void {
  const from = <usize>block * rows;
  const to = min(count, from + rows);
  for (let resample = from; resample < to; resample++) {
    startStream(seedLow, seedHigh, resample);
    let left = <u64>n;
    let wanted = <u64>first;
    let sum: f64 = 0;
    let squares: f64 = 0;
    let stayed: f64 = 0;
    let stayedSum: f64 = 0;
    for (let user: usize = 0; user < m; user++, left--) {
      if (below(left) >= wanted) continue;
      wanted--;
      const value = load<f64>(values + (user << 3));
      sum += value;
      squares += value * value;
      if (user >= mFirst) continue;
      stayed += 1;
      stayedSum += value;
    }
    stayed += hypergeometric(<f64>left, commonFirst, <f64>wanted);
    const row = out + (resample << 5);
    store<f64>(row, sum);
    store<f64>(row, squares, 8);
    store<f64>(row, stayed, 16);
    store<f64>(row, stayedSum, 24);
  }
}
