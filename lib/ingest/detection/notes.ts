import type { Localised } from "../../core/localised.ts";
import type { ColumnRole, DateOrder, Recipe, TableKind } from "../schema.ts";
import { arePlainRows } from "./plain-rows.ts";
import type { ColumnProfile } from "./profile.ts";
import { needsRepair } from "./recipe.ts";
import type { SampledTable } from "./sample-table.ts";

export interface NotedTable {
  readonly kind: TableKind;
  readonly table: SampledTable;
  readonly roles: readonly ColumnRole[];
  readonly profiles: readonly ColumnProfile[];
  readonly dateOrder: DateOrder;
  readonly recipe: Recipe;
}

/** What people should know about how a table is read. Depends on the outcome, not on who decided it. */
export function notesOf(noted: NotedTable): Localised[] {
  return [...readingNotes(noted.table), ...columnNotes(noted), ...recipeNotes(noted.recipe)];
}

function readingNotes({ guesses, encoding, oddWidths, places }: SampledTable): Localised[] {
  const notes: Localised[] = [];
  const odd = guesses.reduce((sum, guess) => sum + guess.oddLines, 0);
  if (guesses.some((guess) => guess.western)) {
    notes.push({
      en: "Some letters look like Windows-1252 (Latin-1), which is not read. Save the file as UTF-8.",
      zh: "部分字符像是 Windows-1252（Latin-1）编码，暂不支持。请将文件另存为 UTF-8。",
    });
  } else if (odd > 0) {
    notes.push({
      en: `The encodings are mixed: most lines are ${encoding}, ${odd} of the sample's are not and will be quarantined.`,
      zh: `文件混用了多种编码：多数行为 ${encoding}，样本中有 ${odd} 行不是，将被隔离。`,
    });
  }
  if (oddWidths > 0) {
    notes.push({
      en: `${oddWidths} of ${oddWidths + places.length} sampled rows have another number of cells and will be quarantined.`,
      zh: `样本的 ${oddWidths + places.length} 行中有 ${oddWidths} 行列数不符，将被隔离。`,
    });
  }
  return notes;
}

const rowNumbers: Localised = {
  en: "No column is an id, so each row goes by its number, from 1.",
  zh: "没有编号列，因此以行号（从 1 开始）作为标识。",
};
const rowPerUser: Localised = {
  en: "No column identifies users, so each row is one and its row number is the id.",
  zh: "没有标识用户的列，因此每行视为一个用户，以行号作为标识。",
};

function isPlain({ kind, roles, profiles }: NotedTable): boolean {
  const columns = profiles.flatMap(({ name }, at) => {
    const role = roles[at];
    return role ? [{ name, role }] : [];
  });
  return arePlainRows([{ kind, columns }]);
}

function columnNotes(noted: NotedTable): Localised[] {
  const { kind, roles, profiles, dateOrder, recipe } = noted;
  const notes: Localised[] = [];
  const time = profiles[roles.indexOf("time")];
  if (time?.ambiguousOrder) {
    const first = { ymd: ["year", "年"], dmy: ["day", "日"], mdy: ["month", "月"] }[dateOrder];
    notes.push({
      en: `In “${time.name}” days and months cannot be told apart; they are read ${first[0]} first. Set dateOrder to change that.`,
      zh: `“${time.name}”列无法区分日与月，按“${first[1]}”在前读取。可通过 dateOrder 修改。`,
    });
  }
  for (const role of ["user", "order", "item"] as const) {
    const profile = profiles[roles.indexOf(role)];
    if (!profile || !needsRepair(profile)) continue;
    const example = exampleOf(profile);
    notes.push({
      en: `Ids in “${profile.name}” look rewritten by a spreadsheet (${example}); they are ${recipe.repairIds ? "restored" : "kept like that"} (recipe.repairIds).`,
      zh: `“${profile.name}”列的编号疑似被表格软件改写（${example}），${recipe.repairIds ? "已自动还原" : "保持原样"}（recipe.repairIds）。`,
    });
  }
  if (kind === "users" && !roles.includes("user")) notes.push(isPlain(noted) ? rowNumbers : rowPerUser);
  return notes;
}

function exampleOf(profile: ColumnProfile): string {
  const damaged = profile.common.find(([cell]) => /^="|e\+|[.,]0+$/i.test(cell));
  return damaged?.[0] ?? profile.common[0]?.[0] ?? "";
}

function recipeNotes(recipe: Recipe): Localised[] {
  const notes: Localised[] = [];
  if (recipe.nonProductItems.length > 0) {
    const some = `${recipe.nonProductItems.slice(0, 5).join(", ")}${recipe.nonProductItems.length > 5 ? ", …" : ""}`;
    notes.push({
      en: `Lines that are no products are left out: ${some} (recipe.nonProductItems).`,
      zh: `非商品行不计入：${some}（recipe.nonProductItems）。`,
    });
  }
  if (recipe.leaveOutStatuses.length > 0) {
    const some = `${recipe.leaveOutStatuses.slice(0, 5).join(", ")}${recipe.leaveOutStatuses.length > 5 ? ", …" : ""}`;
    notes.push({
      en: `Orders that are unpaid or cancelled are left out: ${some} (recipe.leaveOutStatuses).`,
      zh: `未付款或已取消的订单不计入：${some}（recipe.leaveOutStatuses）。`,
    });
  }
  if (recipe.returnOrderPrefix !== null) {
    notes.push({
      en: `Orders that start with “${recipe.returnOrderPrefix}” are returns (recipe.returnOrderPrefix).`,
      zh: `以“${recipe.returnOrderPrefix}”开头的订单视为退货（recipe.returnOrderPrefix）。`,
    });
  }
  return notes;
}
