import type { Locale } from "../core/localised.ts";
import type { Random } from "../core/random.ts";
import { drawOne } from "./draws.ts";

/** Where somebody lives; cells of a row as they stand. */
export interface Place {
  readonly country: string;
  readonly city: string;
}

interface Crowd {
  readonly given: readonly string[];
  readonly family: readonly string[];
  readonly places: readonly Place[];
}

const crowds: Readonly<Record<Locale, Crowd>> = {
  en: {
    given: words(
      "Amelia Ben Chloe Daniel Ella Finn Grace Harry Isla Jack Kate Leo Maya Noah Olive Priya Rory Sana Tom Zoe",
    ),
    family: words(
      "Ahmed Baker Clarke Doyle Evans Foster Green Hughes Khan Lloyd Morgan Newton Owens Patel Reid Shaw Ward",
    ),
    places: [
      ...places("GB", "London London London Manchester Birmingham Leeds Bristol Glasgow Edinburgh Cardiff York Bath"),
      ...places("IE", "Dublin"),
      ...places("FR", "Lyon"),
      ...places("DE", "Hamburg"),
    ],
  },
  zh: {
    given: words("伟 芳 娜 敏 静 磊 洋 艳 勇 杰 婷 雪 浩然 子涵 欣怡 雨桐 梓轩 思远 佳宁 一诺"),
    family: words("王 李 张 刘 陈 杨 黄 赵 周 吴 徐 孙 马 朱 胡 林 郭 何"),
    places: [
      ...places("CN", "上海 上海 北京 北京 广州 深圳 杭州 成都 武汉 南京 西安 重庆 苏州 长沙"),
      ...places("SG", "新加坡"),
      ...places("MY", "吉隆坡"),
    ],
  },
};

function words(text: string): string[] {
  return text.split(" ");
}

function places(country: string, cities: string): Place[] {
  return words(cities).map((city) => ({ country, city }));
}

export function drawPlace(locale: Locale, random: Random): Place {
  return drawOne(random, crowds[locale].places);
}

export function drawName(locale: Locale, random: Random): string {
  const given = drawOne(random, crowds[locale].given);
  const family = drawOne(random, crowds[locale].family);
  return locale === "zh" ? `${family}${given}` : `${given} ${family}`;
}

/** As marketplaces show a buyer: the first letter, the rest stars. */
export function maskName(name: string): string {
  const parts = name.split(" ");
  return parts.length === 1 ? `${name.slice(0, 1)}**` : parts.map((part) => `${part.slice(0, 1)}***`).join(" ");
}

/** Numbers nobody has: Ofcom's range for drama, and a Chinese prefix that is not given out. */
export function drawPhone(locale: Locale, random: Random): string {
  const number = (digits: number) => String(random.int(10 ** digits)).padStart(digits, "0");
  return locale === "zh" ? `+86 100 ${number(4)} ${number(4)}` : `+44 7700 900${number(3)}`;
}
