import type { ReactNode } from "react";
import { DoorFrame } from "../../../components/workspace/door-frame.tsx";

export default function DoorsLayout({ children }: { readonly children: ReactNode }) {
  return <DoorFrame>{children}</DoorFrame>;
}
