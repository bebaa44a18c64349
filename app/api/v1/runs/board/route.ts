import { BoardDto, BoardQuery } from "../../../../../lib/runs/board-schema.ts";
import { getBoard } from "../../../../../lib/runs/stored-board.ts";
import { handle } from "../../../../_server/handle.ts";
import { json } from "../../../../_server/respond.ts";

export const GET = handle(async (_, { scope, query }) => json(await getBoard(scope, query)), {
  least: "manager",
  summary: "Several runs side by side: each by every measure beside its null, and how far any two agree",
  query: BoardQuery,
  answer: BoardDto,
});
