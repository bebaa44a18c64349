import { list, type Vocabulary } from "./vocabulary.ts";

/** {good} stands for the thing bought or looked at. */
export const english: Vocabulary = {
  glue: [", ", ". ", "; "],
  end: ".",
  phrases: {
    reseller: list(`
      ordered in bulk for our three shops / VAT invoice came with the parcel / case of twenty-four, none broken /
      trade price is fair / sells well on our counter / need a pro forma next time /
      cartons were labelled by item number / margin is decent at this quantity /
      will take forty more for the season / delivery to the loading bay went fine`),
    replenisher: list(`
      same as last time / my usual refill / have used the {good} for years /
      ran out on Friday, new one here on Monday / please never change the recipe / always keep one spare /
      third bottle this year / refill pouch saves plastic / exactly as expected, as ever / on repeat in our house`),
    "trend-browser": list(`
      saw it in the new-in list and had to have it / matches my sage cushions / all over my feed this month /
      such a pretty colour drop / styled it with last season's tote / looks just like the photo shoot /
      friends keep asking where it is from / the new shade is gorgeous / goes with everything on my shelf /
      perfect for my desk picture`),
    "bargain-hunter": list(`
      the code worked at midnight / waited for the price drop / good value with the voucher /
      added a {good} to reach the threshold / cheaper the week after, annoying / would not pay full price /
      stacked two discounts / best deal of the sale / asked for the price difference back /
      thirty per cent off, so yes`),
    steady: list(`
      does what it should / fits as described / delivery took two days / practical and sturdy /
      needed a {good}, this one is fine / instructions were clear / size chart was right /
      no complaints about the service / useful every day / simple to order`),
    "gift-giver": list(`
      a present for my mum / beautifully wrapped / the card was handwritten, lovely touch / she loved the {good} /
      arrived in time for her birthday / sent straight to my sister / the box alone makes a good gift /
      no price slip inside, thank you / grandma was in tears / bought for our anniversary`),
    bracketer: list(`
      runs small, go one size up / ordered M and L, kept the L / colour differs from the picture /
      sent two of three back / sleeves too long on me / refund came after a week / tight across the shoulders /
      the fabric clings, returned / return label was in the box / hoped the smaller one would fit`),
    "premium-loyal": list(`
      the material is superb / worth every penny / stitching is flawless / heavy linen with a soft hand /
      you can feel the quality / bought the whole collection over time / ages beautifully /
      made to last, unlike most / craftsmanship you rarely see / early access was appreciated`),
    "one-and-done": list(`
      ok / arrived / fine / came from an advert / as advertised / all right for the price / it is okay / got it /
      first order here / nothing special`),
    looker: list(`
      what is the difference between the two sizes / is A better than B / is it worth it /
      does the {good} come in other colours / how long is delivery to the islands / still undecided /
      is there a shop where I can see it / how does it compare with the older one / will it be restocked /
      why is shipping extra`),
  },
  queries: {
    reseller: list(`
      {good} case of 24 / wholesale {good} / {good} bulk / trade account / invoice copy / carton {good}`),
    replenisher: list(`
      {good} refill / {good} / order again / {good} 500 ml`),
    "trend-browser": list(`
      new in {good} / {good} new colour / sage {good} / as seen {good} / aesthetic desk / lookbook`),
    "bargain-hunter": list(`
      {good} sale / voucher code / cheap {good} / clearance / {good} under 10 / outlet`),
    steady: list(`
      {good} / {good} size / {good} delivery / durable {good}`),
    "gift-giver": list(`
      gift for mum / {good} gift / gift wrapped / birthday present / gift under 150 / anniversary gift`),
    bracketer: list(`
      {good} size guide / {good} petite / {good} true to size / return label / {good} reviews`),
    "premium-loyal": list(`
      cashmere {good} / {good} handmade / new collection / linen {good} / limited edition`),
    "one-and-done": list(`
      {good} / {good} offer`),
    looker: list(`
      {good} or alternative / {good} worth it / compare {good} / {good} review / best {good}`),
  },
  shared: list(`
    nice {good} / happy with it / arrived quickly / well packed / would buy again / good quality /
    parcel came on Tuesday / thanks / as in the picture / recommended / the {good} is good / friendly service`),
  templates: list(`
    This customer left no comment. / Five stars! / Good product, good service, fast delivery. /
    Automatic rating after 30 days.`),
};
