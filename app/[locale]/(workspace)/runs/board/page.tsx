import { BoardPage } from "../../../../../components/runs/board/board-page.tsx";
import { pageTitle } from "../../../../_server/page-title.ts";

export const generateMetadata = pageTitle(({ runs }) => runs.board.title);

export default BoardPage;
