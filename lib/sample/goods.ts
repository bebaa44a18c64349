import type { Localised } from "../core/localised.ts";

/** What one category sells: every good in every variant, clothes in every size too. */
export interface Category {
  readonly name: Localised;
  readonly variants: readonly Localised[];
  readonly sizes: readonly string[];
  readonly goods: readonly Good[];
}

export interface Good {
  readonly name: Localised;
  /** Pounds. */
  readonly price: number;
}

const scents = variants("fig 无花果; cedar 雪松; white tea 白茶; neroli 橙花; sea salt 海盐; rose 玫瑰");
const colours = variants("ivory 象牙白; charcoal 炭灰; sage 鼠尾草绿; rust 铁锈红; navy 藏青; ochre 赭黄");
const packs = variants(
  "250 ml 250毫升; 500 ml 500毫升; travel 旅行装; refill 补充装; unscented 无香型; sensitive 敏感肌",
);
const blends = variants("classic 经典; dark 深烘; light 浅烘; decaf 低因; spring harvest 春采; osmanthus 桂花");
const letters = ["XS", "S", "M", "L", "XL"];
const numbers = ["36", "37", "38", "39", "40"];

export const categories = {
  CA: category(
    "Candles & scent 香氛蜡烛",
    scents,
    [],
    `
    Votive candle 小号蜡烛 6; Tin candle 铁罐蜡烛 9; Glass candle 玻璃蜡烛 18; Three-wick candle 三芯蜡烛 38;
    Reed diffuser 藤条香薰 24; Room spray 室内喷雾 15; Incense sticks 线香 7.5; Car diffuser 车载香氛 12;
    Ceramic burner 陶瓷香薰炉 29; Pillar candle 柱形蜡烛 11`,
  ),
  BB: category(
    "Bath & body 沐浴身体",
    scents,
    [],
    `
    Hand soap 洗手液 7; Bar soap 手工皂 4.5; Shower gel 沐浴露 9; Body lotion 身体乳 14; Bath salts 浴盐 12;
    Body scrub 身体磨砂膏 16; Hand cream 护手霜 8.5; Body oil 身体油 21; Shampoo 洗发水 11; Conditioner 护发素 11.5`,
  ),
  SK: category(
    "Skin care 护肤",
    packs,
    [],
    `
    Cleansing milk 洁面乳 13; Toner 爽肤水 15; Day cream 日霜 26; Night cream 晚霜 32; Vitamin serum 维C精华 36;
    Eye cream 眼霜 28; Clay mask 泥膜 17; Lip balm 润唇膏 5.5; Sun fluid 防晒乳 19; Face oil 护肤油 42`,
  ),
  TC: category(
    "Tea & coffee 茶与咖啡",
    blends,
    [],
    `
    Coffee beans 咖啡豆 11; Ground coffee 咖啡粉 10; Coffee capsules 咖啡胶囊 7; Drip bags 挂耳咖啡 8;
    Loose leaf tea 散装茶 13; Tea bags 袋泡茶 5; Matcha 抹茶 19; Cocoa 可可粉 9; Cold brew 冷萃液 14;
    Oat barista milk 燕麦奶 4`,
  ),
  HR: category(
    "Household refills 家居补充装",
    packs,
    [],
    `
    Washing-up liquid 洗洁精 5; Laundry liquid 洗衣液 12; Fabric softener 柔顺剂 8; Surface spray 厨房清洁剂 6;
    Dishwasher tablets 洗碗块 13.5; Floor soap 地板清洁液 9.5; Glass cleaner 玻璃水 5.5; Stain bar 去渍皂 4;
    Bamboo tissues 竹浆抽纸 15; Compost bags 可降解垃圾袋 7`,
  ),
  LA: category(
    "Lamps 灯具",
    colours,
    [],
    `
    Bedside lamp 床头灯 45; Desk lamp 台灯 69; Floor lamp 落地灯 145; Pendant shade 吊灯灯罩 54;
    Paper lantern 纸灯笼 16; Clip light 夹灯 28; Night light 小夜灯 19; String lights 灯串 14;
    Reading lamp 阅读灯 88; Arc lamp 弧形灯 210`,
  ),
  KI: category(
    "Kitchen 厨房",
    colours,
    [],
    `
    Stoneware mug 粗陶马克杯 9; Dinner plate 餐盘 12; Pasta bowl 深盘 13; Teapot 茶壶 34; Carafe 冷水壶 26;
    Storage jar 密封罐 8; Chopping board 砧板 22; Cast-iron pot 铸铁锅 95; Linen tea towel 亚麻茶巾 7;
    Cake stand 蛋糕架 31`,
  ),
  TX: category(
    "Home textiles 家纺",
    colours,
    [],
    `
    Cushion cover 抱枕套 18; Wool throw 羊毛毯 79; Cotton throw 纯棉盖毯 42; Bath towel 浴巾 20;
    Hand towel 毛巾 9.5; Linen duvet cover 亚麻被套 120; Pillowcase 枕套 15; Table runner 桌旗 24;
    Napkins, set of four 餐巾四件套 19; Bath mat 浴室地垫 27`,
  ),
  KN: category(
    "Knitwear 针织",
    colours,
    letters,
    `
    Lambswool jumper 羊羔毛毛衣 62; Cashmere crew neck 羊绒圆领衫 115; Cotton cardigan 纯棉开衫 48;
    Ribbed vest 罗纹背心 24; Roll neck 高领衫 39; Chunky cardigan 粗针开衫 84; Fine-knit tee 细针短袖 31;
    Long-line knit 长款针织 72`,
  ),
  DR: category(
    "Dresses & skirts 裙装",
    colours,
    letters,
    `
    Linen dress 亚麻连衣裙 68; Wrap dress 裹身裙 59; Slip dress 吊带裙 46; Shirt dress 衬衫裙 54;
    Pleated skirt 百褶裙 42; Denim skirt 牛仔裙 36; Silk skirt 真丝半裙 92; Pinafore 背带裙 51`,
  ),
  SH: category(
    "Shoes 鞋履",
    colours,
    numbers,
    `
    Canvas trainers 帆布鞋 38; Leather loafers 乐福鞋 88; Ankle boots 短靴 118; Ballet flats 芭蕾鞋 52;
    Sandals 凉鞋 44; House slippers 家居拖鞋 22; Rain boots 雨靴 49; Mules 穆勒鞋 64`,
  ),
  AC: category(
    "Accessories 配饰",
    colours,
    [],
    `
    Canvas tote 帆布包 16; Silk scarf 丝巾 45; Wool scarf 羊毛围巾 36; Beanie 针织帽 18; Hair clip 发夹 5;
    Leather purse 真皮钱包 58; Key ring 钥匙扣 8; Umbrella 雨伞 23; Socks 袜子 6.5; Belt 腰带 32`,
  ),
  ST: category(
    "Stationery 文具",
    colours,
    [],
    `
    Notebook 笔记本 7; Weekly planner 周计划本 14; Brass pen 黄铜笔 26; Pencil set 铅笔套装 9; Greeting card 贺卡 3;
    Wrapping paper 包装纸 4.5; Photo album 相册 28; Desk tray 桌面收纳盘 21; Wall calendar 挂历 12;
    Washi tape 和纸胶带 3.5`,
  ),
  GF: category(
    "Gift sets 礼盒",
    scents,
    [],
    `
    Candle trio 香烛三件礼盒 48; Bath set 沐浴礼盒 39; Tea chest 茶礼盒 56; Skin care coffret 护肤礼盒 98;
    Hamper 节日礼篮 135; Home scent chest 香氛大礼盒 165; Hand care duo 护手双支装 22;
    Chocolate & candle box 巧克力香烛盒 33; New home box 乔迁礼盒 78; Spa weekend box 居家水疗礼盒 115`,
  ),
} as const;

export type CategoryCode = keyof typeof categories;

/** goods: "English name 中文名 12.5; …" */
function category(name: string, variants: readonly Localised[], sizes: readonly string[], goods: string): Category {
  const parsed = goods.split(";").map((good) => {
    const [, text = "", price] = /^\s*(.*) ([\d.]+)$/.exec(good) ?? [];
    return { name: localised(text), price: Number(price) };
  });
  return { name: localised(name), variants, sizes, goods: parsed };
}

function variants(text: string): Localised[] {
  return text.split("; ").map(localised);
}

/** English up to the last blank, Chinese after it. */
function localised(text: string): Localised {
  const at = text.lastIndexOf(" ");
  return { en: text.slice(0, at), zh: text.slice(at + 1) };
}
