import { ComparePage } from "../../../../../components/runs/compare-page.tsx";
import { pageTitle } from "../../../../_server/page-title.ts";

export const generateMetadata = pageTitle(({ runs }) => runs.compareTitle);

export default ComparePage;
