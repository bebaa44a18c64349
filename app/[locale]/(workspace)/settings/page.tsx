import { SettingsPage } from "../../../../components/workspace/settings-page.tsx";
import { pageTitle } from "../../../_server/page-title.ts";

export const generateMetadata = pageTitle(({ workspace }) => workspace.settings.title);

export default SettingsPage;
