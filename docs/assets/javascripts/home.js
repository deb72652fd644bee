/** The home page's search field: it opens the site's own search with what was typed. */

import { component, make } from "./state.js";

/** @param {HTMLElement} place */
function mountHomeSearch(place) {
  const query = document.querySelector('[data-md-component="search-query"]');
  const toggle = document.querySelector("#__search");
  if (!(query instanceof HTMLInputElement) || !(toggle instanceof HTMLInputElement)) return;
  const label = place.dataset.label ?? "";
  const field = make("input", { type: "search", class: "pb-home__field", "aria-label": label, placeholder: label, autocomplete: "off" });
  const open = () => {
    if (!toggle.checked) toggle.click();
    query.value = /** @type {HTMLInputElement} */ (field).value;
    query.focus();
    query.dispatchEvent(new Event("keyup", { bubbles: true }));
    query.dispatchEvent(new Event("input", { bubbles: true }));
    /** @type {HTMLInputElement} */ (field).value = "";
  };
  field.addEventListener("input", open);
  field.addEventListener("click", open);
  place.replaceChildren(field);
}

component("home-search", mountHomeSearch);
