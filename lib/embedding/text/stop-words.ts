/** Words that hold sentences together and say nothing of what they are about. */
const words = [
  "a about after again all also am an and any are aren't as at be because been before being but by can can't could did",
  "didn didn't do does doesn doesn't doing don don't down for from get got had has hasn have haven having he her here him his",
  "how i if in into is isn isn't it its itself just ll may me might more most much must my no nor not now of off on once one",
  "only or other our out over own per re s same she should so some such t than that the their them then there these they",
  "this those through to too two under until up us ve very was wasn we were weren what when where which while who whom why",
  "will with won would wouldn you your yours",
  "的 了 是 在 我 也 和 就 都 很 还 有 这 那 不 没 没有 一 一个 个 到 说 要 去 你 会 着 看 好 自己 他 她 它 们 我们 他们 你们",
  "吗 呢 吧 啊 哦 嗯 呀 嘛 啦 把 被 给 让 从 对 与 及 或 而 但 但是 因为 所以 如果 就是 还是 可以 可 能 上 下 里 中 后 前 来 过",
  "又 再 才 太 更 最 这个 那个 什么 怎么 这么 那么 之 以 及 等 用 买 拿 个 次 一次 一点 有点 系 送",
];

const stops: ReadonlySet<string> = new Set(words.flatMap((line) => line.split(" ")));

export function isStopWord(word: string): boolean {
  return stops.has(word);
}
