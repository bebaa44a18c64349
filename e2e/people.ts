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
export const ana: Person = { name: "Ana Lindqvist", email: "ana@lumen.example", password: "a rather long sentence" };
export const fang: Person = { name: "王芳", email: "fang@lumen.example", password: "yet another quiet phrase" };
export const shop = "Lumen";
