export interface Person {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export const mira: Person = {
  name: "Mira Kovač",
  email: "mira@lumen.example",
  password: "correct horse battery staple",
};
export const tom: Person = { name: "Tom Weber", email: "tom@lumen.example", password: "four ordinary words here" };
export const shop = "Lumen";
