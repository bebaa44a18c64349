import { HomePage } from "../../../components/home/home-page.tsx";
import { pageTitle } from "../../_server/page-title.ts";

export const generateMetadata = pageTitle(({ home }) => home.title);

export default HomePage;
