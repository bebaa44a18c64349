import { SegmentPage } from "../../../../../components/segments/segment-page.tsx";
import { pageTitle } from "../../../../_server/page-title.ts";

export const generateMetadata = pageTitle(({ segments }) => segments.title);

export default async function Page({ params }: { readonly params: Promise<{ segmentId: string }> }) {
  return <SegmentPage segmentId={(await params).segmentId} />;
}
