import type { IconName } from "../ui/icon.tsx";

/** The rooms that the rail leads to, in the order of the work. */
export const rooms = [
  { id: "home", href: "/", icon: "home" },
  { id: "data", href: "/data", icon: "data" },
  { id: "runs", href: "/runs", icon: "runs" },
  { id: "segments", href: "/segments", icon: "segments" },
  { id: "experiments", href: "/experiments", icon: "experiments" },
  { id: "settings", href: "/settings", icon: "settings" },
] as const satisfies readonly { readonly id: string; readonly href: string; readonly icon: IconName }[];

export function isInRoom(pathname: string, href: string): boolean {
  return href === "/" ? pathname === "/" : pathname === href || pathname.startsWith(`${href}/`);
}
