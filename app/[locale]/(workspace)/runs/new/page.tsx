import { NewRunPage } from "../../../../../components/runs/new-run-page.tsx";
import { pageTitle } from "../../../../_server/page-title.ts";

export const generateMetadata = pageTitle(({ runs }) => runs.newTitle);

export default NewRunPage;
