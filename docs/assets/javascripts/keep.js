/** "Keep it on this device": nothing is stored before the box is ticked, and all of it goes when it is unticked. */

import { make } from "./state.js";
import { readStored, writeStored } from "./storage.js";

/**
 * @param {string} key
 * @param {() => unknown} content what to keep, asked for whenever it may have changed
 * @returns {{keep: () => void, say: (words: string) => void, parts: HTMLElement[]}} `keep` is called at every change
 */
export function keepBox(key, content) {
  const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", autocomplete: "off", checked: readStored(key) !== undefined }));
  const said = make("p", { role: "status" });
  const say = (/** @type {string} */ words) => {
    said.textContent = words;
  };
  const keep = () => {
    if (!box.checked || writeStored(key, content())) return;
    box.checked = false;
    say("Not kept: this browser keeps nothing for this site.");
  };
  box.addEventListener("input", () => {
    say(box.checked ? "Kept on this device." : "No longer kept.");
    if (!box.checked) writeStored(key, undefined);
    keep();
  });
  return { keep, say, parts: [make("label", { class: "pb-brief__keep" }, box, " Keep it on this device. Else it is gone when you leave."), said] };
}
