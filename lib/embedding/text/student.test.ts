import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Matrix } from "../../core/matrix.ts";
import { createRandom } from "../../core/random.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import { encodeByStudent, trainStudent } from "./student.ts";
import { studentFromBytes, studentToBytes } from "./student-file.ts";
import { isGoodEnough, judgeStudent } from "./student-quality.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 2 });
});
afterAll(() => kernels.close());

const nouns = ["parcel", "card", "refund", "coupon", "shoes", "包裹", "退款", "优惠券"];
const others = ["late", "lost", "again", "please", "today", "很快", "慢", "谢谢", "where", "my", "the"];

/** A text about one or two things; its teacher's vector is the sum of their directions, and of a common one. */
function planted(seed: number, n: number): { texts: string[]; vectors: Matrix } {
  const random = createRandom(seed);
  const d = 32;
  const directions = nouns.map((_, i) => {
    const own = createRandom(100 + i);
    return Array.from({ length: d }, () => own.normal());
  });
  const data = new Float32Array(n * d);
  const texts = Array.from({ length: n }, (_, i) => {
    const things = [random.int(nouns.length), random.int(nouns.length)];
    const row = Array.from({ length: d }, (_, j) => 3 + things.reduce((sum, t) => sum + (directions[t]?.[j] ?? 0), 0));
    const length = Math.hypot(...row);
    data.set(
      row.map((value) => value / length),
      i * d,
    );
    const words = [
      ...things.map((t) => nouns[t]),
      ...Array.from({ length: 3 }, () => others[random.int(others.length)]),
    ];
    return words.join(" ");
  });
  return { texts, vectors: { data, rows: n, cols: d } };
}

const options = { buckets: 4096, penalty: 0.3, dimension: 32, maxIterations: 60 };
const teach = (n: number, dimension = 32) => {
  const { texts, vectors } = planted(1, n);
  return trainStudent(kernels, texts, { name: "planted", vectors }, { ...options, dimension });
};

describe("a student", () => {
  it("reproduces a teacher that looks at words, on texts it has not seen", () => {
    const later = planted(2, 300);
    const own = encodeByStudent(kernels, teach(2000), later.texts);
    const quality = judgeStudent(own, later.vectors, createRandom(1));
    expect(quality.centredCosine.mean).toBeGreaterThan(0.95);
    expect(quality.centredCosine.low).toBeLessThan(quality.centredCosine.mean);
    expect(isGoodEnough(quality)).toBe(true);
  });

  it("is refused where it learnt from unrelated texts, though its raw cosines look high", () => {
    const later = planted(2, 300);
    const { texts, vectors } = planted(1, 500);
    const mixed = trainStudent(kernels, [...texts].reverse(), { name: "mixed", vectors }, options);
    const own = encodeByStudent(kernels, mixed, later.texts);
    const raw = own.data.reduce((sum, value, at) => sum + value * (later.vectors.data[at] ?? 0), 0) / 300;
    expect(raw).toBeGreaterThan(0.6);
    const quality = judgeStudent(own, later.vectors, createRandom(1));
    expect(quality.recallAtTen.mean).toBeLessThan(4 * quality.chanceRecall);
    expect(isGoodEnough(quality)).toBe(false);
  });

  it("keeps what matters along fewer axes: texts of one thing stay beside each other", () => {
    const student = teach(2000, 8);
    const { data } = encodeByStudent(kernels, student, [
      "parcel parcel late",
      "my parcel parcel",
      "coupon coupon please",
    ]);
    expect(student.dimension).toBe(8);
    const dot = (a: number, b: number) =>
      data.subarray(8 * a, 8 * a + 8).reduce((sum, value, j) => sum + value * (data[8 * b + j] ?? 0), 0);
    expect(dot(0, 1)).toBeGreaterThan(0.95);
    expect(dot(0, 2)).toBeLessThan(0.9);
  });

  it("gives a text the same bytes alone as among 5,000, in rows of length 1", () => {
    const student = teach(300);
    const { texts } = planted(3, 5000);
    const all = encodeByStudent(kernels, student, texts);
    expect(encodeByStudent(kernels, student, [texts[4500] ?? ""]).data).toEqual(
      all.data.subarray(4500 * 32, 4501 * 32),
    );
    for (let i = 0; i < 5000; i += 500)
      expect(Math.hypot(...all.data.subarray(i * 32, (i + 1) * 32))).toBeCloseTo(1, 5);
  });

  it("stops when told to", () => {
    expect(() => encodeByStudent(kernels, teach(100), ["a"], { signal: AbortSignal.abort() })).toThrow("Cancelled");
  });
});

describe("a student's file", () => {
  it("gives back the same student", () => {
    const student = teach(200, 20);
    expect(studentFromBytes(studentToBytes(student), "x")).toEqual(student);
    const amid = Buffer.concat([Buffer.from("abc"), studentToBytes(student)]).subarray(3);
    expect(studentFromBytes(amid, "x")).toEqual(student);
  });

  it("is refused where it is another file, cut, or damaged", () => {
    const bytes = studentToBytes(teach(100));
    const spoilt = (at: number, value: number) => {
      const copy = bytes.slice();
      copy[at] = value;
      return copy;
    };
    expect(() => studentFromBytes(new Uint8Array(10), "x")).toThrow("not a student");
    expect(() => studentFromBytes(bytes.subarray(0, bytes.length - 1), "x")).toThrow("does not fit its header");
    expect(() => studentFromBytes(spoilt(17, 255), "x")).toThrow("cut or damaged");
    expect(() => studentFromBytes(spoilt(20, 0), "x")).toThrow("damaged, or of another version");
    const header = new DataView(bytes.buffer).getUint32(14, true);
    const notANumber = bytes.slice();
    notANumber.set(new Uint8Array(Float32Array.of(Number.NaN).buffer), 18 + header);
    expect(() => studentFromBytes(notANumber, "x")).toThrow("not finite");
  });
});

describe("judgeStudent", () => {
  const cloud = (seed: number, n: number): Matrix => {
    const random = createRandom(seed);
    const data = new Float32Array(n * 8);
    for (let i = 0; i < n; i++) {
      const row = Array.from({ length: 8 }, () => random.normal());
      data.set(
        row.map((value) => value / Math.hypot(...row)),
        i * 8,
      );
    }
    return { data, rows: n, cols: 8 };
  };

  it("is 1 for the teacher itself and near chance for noise", () => {
    expect(judgeStudent(cloud(1, 200), cloud(1, 200), createRandom(1))).toMatchObject({
      centredCosine: { mean: expect.closeTo(1, 6) },
      recallAtTen: { mean: 1, low: 1, high: 1 },
    });
    const noise = judgeStudent(cloud(1, 200), cloud(2, 200), createRandom(1));
    expect(Math.abs(noise.centredCosine.mean)).toBeLessThan(0.1);
    expect(Math.abs(noise.recallAtTen.mean - noise.chanceRecall)).toBeLessThan(0.02);
  });

  it("takes no fewer than twelve texts, of one space", () => {
    expect(() => judgeStudent(cloud(1, 11), cloud(1, 11), createRandom(1))).toThrow(RangeError);
    expect(() => judgeStudent({ ...cloud(1, 16), rows: 32, cols: 4 }, cloud(1, 16), createRandom(1))).toThrow(
      RangeError,
    );
  });
});
