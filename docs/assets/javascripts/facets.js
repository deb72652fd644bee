/** Facets over cards: choose a moment, role, family or time; the rest is hidden. The page is whole without it. */

import { component, putState, readState, writeState } from "./state.js";

/**
 * Whether a card has every chosen value.
 * @param {Record<string, string | undefined>} values space-separated ids by facet
 * @param {Iterable<[string, string]>} chosen
 * @returns {boolean}
 */
export function matchesFacets(values, chosen) {
  return [...chosen].every(([facet, id]) => (values[facet] ?? "").split(" ").includes(id));
}

/** @param {HTMLElement} form */
function mountFacets(form) {
  if (!(form instanceof HTMLFormElement)) return;
  const selects = [...form.querySelectorAll("select")];
  const scope = form.closest("article") ?? document;
  const cards = [...scope.querySelectorAll(".pb-card")].filter((card) => card instanceof HTMLElement);
  const count = form.querySelector('[role="status"]');

  const apply = () => {
    const chosen = selects.filter((select) => select.value).map((select) => /** @type {[string, string]} */ ([select.name, select.value]));
    let shown = 0;
    for (const card of cards) {
      card.hidden = !matchesFacets(card.dataset, chosen);
      shown += card.hidden ? 0 : 1;
    }
    for (const list of scope.querySelectorAll(".pb-cards")) {
      if (!(list instanceof HTMLElement)) continue;
      list.hidden = !list.querySelector(".pb-card:not([hidden])");
      const heading = list.previousElementSibling;
      if (heading instanceof HTMLHeadingElement) heading.hidden = list.hidden;
    }
    if (count) count.textContent = shown ? `${shown} of ${cards.length}` : "Nothing fits all of these. Widen one of them.";
    putState(writeState(chosen));
  };

  const state = readState(location.hash);
  for (const select of selects) {
    const wanted = state.get(select.name) ?? "";
    if ([...select.options].some((option) => option.value === wanted)) select.value = wanted;
  }
  form.hidden = false;
  form.addEventListener("change", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  if (state.size) apply();
}

component("facets", mountFacets);
