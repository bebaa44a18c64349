import { RunsPage } from "../../../../components/runs/runs-page.tsx";
import { pageTitle } from "../../../_server/page-title.ts";

export const generateMetadata = pageTitle(({ runs }) => runs.title);

export default RunsPage;
