import { SegmentsPage } from "../../../../components/segments/segments-page.tsx";
import { pageTitle } from "../../../_server/page-title.ts";

export const generateMetadata = pageTitle(({ segments }) => segments.title);

export default SegmentsPage;
