// Runs before the first paint, so that a dark page never flashes white. Without a choice the system's theme counts.
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    const chosen = /(?:^|; )theme=(light|dark)/.exec(document.cookie)?.[1];
    document.documentElement.dataset.theme = chosen ?? (system.matches ? "dark" : "light");
  };
  show();
  system.addEventListener("change", show);
})();
