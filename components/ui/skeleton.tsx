import { cx } from "./class-names.ts";

/** Holds the place of what is loading, in its final size. */
export function Skeleton({ className }: { readonly className?: string }) {
  return (
    <span aria-hidden="true" className={cx("block animate-[breathe_1.6s_infinite] rounded-md bg-line", className)} />
  );
}

/** Rows of a table that is loading. */
export function SkeletonRows({ rows, height = 40 }: { readonly rows: number; readonly height?: number }) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex items-center border-line border-b px-4 last:border-0" style={{ height }}>
          <Skeleton className="h-3 w-full max-w-[420px]" />
        </div>
      ))}
    </div>
  );
}
