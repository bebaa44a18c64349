import { bgNbd } from "./bg-nbd.ts";
import { mbgNbd } from "./mbg-nbd.ts";
import { paretoNbd } from "./pareto-nbd.ts";
import type { PurchaseModel } from "./purchase-model.ts";

/** Buy-till-you-die models. People are shown the first: BG/NBD gives P(alive) = 1 to everybody without a repeat (STATISTICS.md rule 8). */
export const purchaseModels: readonly PurchaseModel[] = [mbgNbd, paretoNbd, bgNbd];
