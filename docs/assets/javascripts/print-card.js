/** A playbook as one card to print: the same page, with a class that leaves out what no card needs. */

import { component } from "./state.js";

/** @param {HTMLElement} place */
function mountPrintCard(place) {
  const where = place.querySelector("span");
  if (where) where.textContent = location.href.replace(/[?#].*$/s, "");
  const button = place.querySelector("button");
  button?.removeAttribute("hidden");
  button?.addEventListener("click", () => {
    const { classList } = document.documentElement;
    classList.add("pb-as-card");
    addEventListener("afterprint", () => classList.remove("pb-as-card"), { once: true });
    print();
  });
}

component("print-card", mountPrintCard);
