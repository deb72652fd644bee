/** Scripts that a page needs only once somebody opens a fold, or follows an address that carries state. */

import { component, make } from "./state.js";

/** @param {HTMLElement} fold */
function mountLater(fold) {
  const source = new URL(fold.dataset.script ?? "", location.href).href;
  const load = () => {
    if (![...document.scripts].some(({ src }) => src === source)) document.head.append(make("script", { src: source }));
  };
  fold.hidden = false;
  if (fold.hasAttribute("open") || location.hash.includes("?")) load();
  else for (const event of ["toggle", "pointerover", "focusin"]) fold.addEventListener(event, load, { once: true });
}

component("later", mountLater);
