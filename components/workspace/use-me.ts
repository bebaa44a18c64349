"use client";

import { useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { type Role, roles } from "../../lib/core/scope.ts";
import type { MeDto } from "../../lib/workspace/schema.ts";
import { getJson } from "../api/request.ts";

/** Who the server drew the page for. */
export const FirstMe = createContext<MeDto | undefined>(undefined);

/** Who is asking, and where; behind the shell always known. */
export function useMe(): MeDto {
  const first = useContext(FirstMe);
  const { data } = useQuery({
    queryKey: ["me"],
    queryFn: ({ signal }) => getJson<MeDto>("/workspace", signal),
    staleTime: 60_000,
    ...(first ? { initialData: first } : {}),
  });
  if (data === undefined) throw new Error("useMe stands outside the shell");
  return data;
}

/** What a role may not do is not offered; the data layer refuses it all the same. */
export function useMay(least: Role): boolean {
  return roles.indexOf(useMe().role) <= roles.indexOf(least);
}
