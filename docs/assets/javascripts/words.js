/** Method words open on hover too. Tapping and the keyboard need no script: the buttons open a popover. */

const HOVER_MS = 150;

/** @param {Event} event */
function hoveredWord(event) {
  const word = event.target instanceof Element ? event.target.closest(".pb-word") : null;
  const means = document.getElementById(word?.getAttribute("popovertarget") ?? "");
  return means?.showPopover ? means : null;
}

let wordTimer = 0;

document.addEventListener("pointerover", (event) => {
  const means = hoveredWord(event);
  if (!means || event.pointerType !== "mouse") return;
  clearTimeout(wordTimer);
  wordTimer = setTimeout(() => means.matches(":popover-open") || means.showPopover(), HOVER_MS);
});

document.addEventListener("pointerout", (event) => {
  const means = hoveredWord(event);
  if (!means || event.pointerType !== "mouse") return;
  clearTimeout(wordTimer);
});
