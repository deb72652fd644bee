/** The theme puts a row of buttons on each code block, as a landmark without a name. Several of them need names. */

new MutationObserver(() => {
  const rows = document.querySelectorAll("nav.md-code__nav:not([aria-label])");
  const named = document.querySelectorAll("nav.md-code__nav[aria-label]").length;
  rows.forEach((row, at) => row.setAttribute("aria-label", `Code block ${named + at + 1}`));
}).observe(document.documentElement, { childList: true, subtree: true });
