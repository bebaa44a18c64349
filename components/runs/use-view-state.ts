"use client";

import { useSearchParams } from "next/navigation";
import { useCallback } from "react";

export interface ViewState {
  /** Segments in focus, −1 for who is in none; empty: all alike. */
  readonly focus: readonly number[];
  readonly tab: string;
  /** What colours the map: "segment" or a feature's id. */
  readonly colour: string;
  /** By what people are placed on the map; empty: the principal axes. */
  readonly map: string;
  /** Part of what else was found, its measures, and the place of the model that is looked at; empty: the standard one. */
  readonly found: string;
  readonly later: string;
  readonly measure: string;
  readonly model: string;
}

/** Those whose standard is empty, by their names in the address. */
const plain = ["map", "found", "later", "measure", "model"] as const;

/** What a reader chose to look at, kept in the address: a link shows the same. */
export function useViewState(segments: readonly number[]) {
  const query = useSearchParams();
  const state: ViewState = {
    focus: readFocus(query.get("segments"), segments),
    tab: query.get("tab") ?? "silhouette",
    colour: query.get("colour") ?? "segment",
    map: query.get("map") ?? "",
    found: query.get("found") ?? "",
    later: query.get("later") ?? "",
    measure: query.get("measure") ?? "",
    model: query.get("model") ?? "",
  };
  const change = useCallback((part: Partial<ViewState>) => {
    const params = new URLSearchParams(window.location.search);
    if (part.focus) set(params, "segments", part.focus.join("."));
    if (part.tab !== undefined) set(params, "tab", part.tab === "silhouette" ? "" : part.tab);
    if (part.colour !== undefined) set(params, "colour", part.colour === "segment" ? "" : part.colour);
    for (const name of plain) if (part[name] !== undefined) set(params, name, part[name]);
    const search = params.size > 0 ? `?${params}` : "";
    window.history.replaceState(null, "", `${window.location.pathname}${search}`);
  }, []);
  const pick = (segment: number, isAdding: boolean) => change({ focus: toggleFocus(state.focus, segment, isAdding) });
  return { state, change, pick };
}

function set(params: URLSearchParams, name: string, value: string): void {
  if (value === "") params.delete(name);
  else params.set(name, value);
}

function readFocus(text: string | null, segments: readonly number[]): readonly number[] {
  const asked = (text ?? "").split(".").filter((part) => /^(-1|\d+)$/.test(part));
  return [...new Set(asked.map(Number))].filter((id) => segments.includes(id));
}

/** A click isolates, and frees what was alone; with Shift it adds or takes away. */
export function toggleFocus(focus: readonly number[], segment: number, isAdding: boolean): readonly number[] {
  if (isAdding)
    return focus.includes(segment)
      ? focus.filter((other) => other !== segment)
      : [...focus, segment].sort((a, b) => a - b);
  return focus.length === 1 && focus[0] === segment ? [] : [segment];
}
