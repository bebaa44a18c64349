import type { UploadedFile } from "./pages/data-page.ts";

export function csv(name: string, text: string): UploadedFile {
  return { name, mimeType: "text/csv", buffer: Buffer.from(text) };
}

const customers = 60;

/** 60 customers with 1 … 4 orders, one cell that is no date and one line without a customer. */
export function orders(): string {
  const lines = ["customer;order;date;amount"];
  for (let user = 1; user <= customers; user += 1) {
    for (let order = 0; order <= user % 4; order += 1) {
      const day = String(((user * 7 + order * 3) % 28) + 1).padStart(2, "0");
      lines.push(`C${user};O${user}-${order};${day}.0${(order % 9) + 1}.2025;${(user * 13) % 97},50`);
    }
  }
  lines.push("C1;O-x;yesterday;10,00", ";O-y;03.04.2025;20,00");
  return `${lines.join("\n")}\n`;
}
