import { ComparePage } from "../../../../../components/experiments/compare-page.tsx";
import { pageTitle } from "../../../../_server/page-title.ts";

export const generateMetadata = pageTitle(({ experiments }) => experiments.compareTitle);

export default ComparePage;
