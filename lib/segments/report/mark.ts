import { Html } from "./html.ts";

/** Clade's mark: one stem that branches into coloured dots. */
export const mark = new Html(
  '<svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">' +
    '<path d="M16 30V19M16 19C16 13 8 14 8 8M16 19c0-6 8-5 8-11M16 19V6" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>' +
    '<circle class="f0" cx="8" cy="6" r="3.4"/><circle class="f1" cx="16" cy="4.4" r="3.4"/><circle class="f3" cx="24" cy="6" r="3.4"/></svg>',
);
