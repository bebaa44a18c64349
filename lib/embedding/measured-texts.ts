const en = {
  things: [
    "The boots",
    "This lamp",
    "My parcel",
    "The linen shirt",
    "Your app",
    "The tea set",
    "A gift card",
    "The chair",
  ],
  turns: [
    "arrived two days late, and nobody answered my message",
    "fits well and looks just like the picture",
    "broke after a week, so I would like my money back",
    "is softer than I thought, and I have ordered another one",
  ],
};
const zh = {
  things: ["这双靴子", "这盏台灯", "我的包裹", "这件亚麻衬衫", "你们的应用", "这套茶具", "礼品卡", "这把椅子"],
  turns: [
    "晚到了两天，也没有人回复我",
    "很合身，和图片上一样好看",
    "用了一周就坏了，希望可以退款",
    "比想象中柔软，已经又下了一单",
  ],
};

/** Sentences as shops get them, in both languages, no two alike: what an encoder's speed and precision are measured on. */
export const measuredTexts: readonly string[] = [en, zh].flatMap(({ things, turns }) =>
  things.flatMap((thing) => turns.flatMap((turn) => turns.map((other) => `${thing} ${turn}. ${other}.`))),
);
