"use client";

import { useSearchParams } from "next/navigation";
import { useState } from "react";

/** Whether a dialog is open: by its button, or by an address that ends in `new=what`, as the palette's do. */
export function useAsked(what: string): readonly [isOpen: boolean, setOpen: (isOpen: boolean) => void] {
  const asked = useSearchParams().get("new");
  const [isOpen, setOpen] = useState(false);
  function change(isAsked: boolean) {
    setOpen(isAsked);
    if (isAsked || asked === null) return;
    const params = new URLSearchParams(window.location.search);
    params.delete("new");
    window.history.replaceState(null, "", `${window.location.pathname}?${params}`);
  }
  return [isOpen || asked === what, change];
}
