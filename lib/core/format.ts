import type { Locale } from "./localised.ts";

/**
 * A number with its thousands grouped by commas, as both languages write it; `decimals` fixed, a whole number shown
 * without them when `trim` is set. Not finite → "–". Plain arithmetic: Intl takes milliseconds to start in each process.
 */
export function formatNumber(value: number, decimals = 0, trim = false): string {
  if (!Number.isFinite(value)) return "–";
  if (Math.abs(value) >= 1e21) return value.toExponential(2);
  const text = Math.abs(value).toFixed(decimals);
  const [whole = "0", fraction = ""] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const shown = fraction && !(trim && /^0+$/.test(fraction)) ? `${grouped}.${fraction}` : grouped;
  return value < 0 && /[1-9]/.test(shown) ? `−${shown}` : shown;
}

/**
 * A share of 0…1 as a percentage: whole from 1 % on, one decimal below it, and where less than all would round to 100 % (99.9 %
 * at most). English sets a no-break space before the sign.
 */
export function formatShare(share: number, locale: Locale): string {
  const percent = share * 100;
  const size = Math.abs(percent);
  const small = size < 0.95 && size > 0.04;
  const nearlyAll = size >= 99.5 && size < 100;
  const shown = nearlyAll ? Math.sign(percent) * Math.min(size, 99.9) : percent;
  const sign = locale === "zh" ? "%" : "\u00a0%";
  return `${formatNumber(shown, small || nearlyAll ? 1 : 0)}${sign}`;
}

const symbols: Readonly<Record<string, string>> = {
  AUD: "A$",
  BRL: "R$",
  CAD: "C$",
  CNY: "¥",
  EUR: "€",
  GBP: "£",
  HKD: "HK$",
  ILS: "₪",
  INR: "₹",
  JPY: "¥",
  KRW: "₩",
  MXN: "MX$",
  NZD: "NZ$",
  PHP: "₱",
  RMB: "¥",
  RUB: "₽",
  SGD: "S$",
  THB: "฿",
  TRY: "₺",
  TWD: "NT$",
  UAH: "₴",
  USD: "$",
  VND: "₫",
};

/**
 * An amount for reading: whole from 100 on, two decimals below unless it is whole, or `decimals` where they are given. A known
 * ISO code becomes its symbol, a short unknown one stands before the number; null gives the number alone.
 */
export function formatMoney(value: number, currency: string | null, decimals?: number): string {
  const usual = Math.abs(value) >= 99.995 ? 0 : 2;
  const amount = formatNumber(Math.abs(value), decimals ?? usual, decimals === undefined);
  if (!Number.isFinite(value)) return amount;
  const sign = value < 0 && /[1-9]/.test(amount) ? "−" : "";
  const code = (currency ?? "").trim();
  const symbol = Object.hasOwn(symbols, code.toUpperCase()) ? symbols[code.toUpperCase()] : undefined;
  if (symbol) return `${sign}${symbol}${amount}`;
  if (code === "" || code.length > 4) return `${sign}${amount}`;
  return /^\p{Sc}$/u.test(code) ? `${sign}${code}${amount}` : `${sign}${code}\u00a0${amount}`;
}
