/** The grid of power and interest as a worksheet: type and slide, or drag. Nothing is kept unless asked. */

import { keepBox } from "./keep.js";
import { component, make } from "./state.js";
import { readStored } from "./storage.js";

/** @typedef {{name: string, power: number, interest: number}} Placed */

const GRID_KEY = "power-and-interest";
const GRID_AREA = { left: 32, top: 30, width: 316, height: 238 };

/**
 * What may be shown of something that was stored.
 * @param {unknown} stored
 * @returns {Placed[]}
 */
export function soundPlaced(stored) {
  const share = (/** @type {unknown} */ value) => Math.min(100, Math.max(0, Math.round(Number(value)) || 0));
  return (Array.isArray(stored) ? stored : [])
    .filter((one) => one && typeof one.name === "string")
    .slice(0, 30)
    .map(({ name, power, interest }) => ({ name: name.slice(0, 40), power: share(power), interest: share(interest) }));
}

/** @param {HTMLElement} root */
function mountGrid(root) {
  const svg = root.querySelector("svg");
  if (!svg) return;
  let placed = soundPlaced(readStored(GRID_KEY));
  const { keep, parts } = keepBox(GRID_KEY, () => placed);
  const name = /** @type {HTMLInputElement} */ (make("input", { type: "text", class: "pb-field", maxLength: 40, autocomplete: "off", placeholder: "A role, such as: finance partner", "aria-label": "A role to place" }));
  name.spellcheck = false;
  const list = make("ul", { class: "pb-grid__list" });

  const put = (/** @type {Element} */ chip, /** @type {Placed} */ { power, interest }) =>
    chip.setAttribute("transform", `translate(${GRID_AREA.left + (interest / 100) * GRID_AREA.width} ${GRID_AREA.top + (1 - power / 100) * GRID_AREA.height})`);

  const draw = () => {
    for (const chip of svg.querySelectorAll(".pb-grid__chip")) chip.remove();
    for (const one of placed) {
      const part = (/** @type {string} */ tag, /** @type {Record<string, unknown>} */ attributes) => {
        const element = document.createElementNS(svg.namespaceURI, tag);
        for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
        return element;
      };
      const isRight = one.interest > 50;
      const label = part("text", { x: isRight ? -11 : 11, y: 4, "text-anchor": isRight ? "end" : "start" });
      label.textContent = one.name;
      const chip = part("g", { class: "pb-grid__chip" });
      chip.append(part("circle", { r: 8 }), label);
      chip.addEventListener("pointerdown", (event) => drag(one, chip, event));
      put(chip, one);
      svg.append(chip);
    }
    keep();
  };

  /* The chip stays the same element while it is dragged: a finger loses one that is replaced. */
  const drag = (/** @type {Placed} */ one, /** @type {Element} */ chip, /** @type {Event} */ down) => {
    down.preventDefault();
    const done = new AbortController();
    const move = (/** @type {PointerEvent} */ event) => {
      const box = svg.getBoundingClientRect();
      const share = (/** @type {number} */ value) => Math.round(Math.min(1, Math.max(0, value)) * 100);
      one.interest = share((((event.clientX - box.left) / box.width) * 360 - GRID_AREA.left) / GRID_AREA.width);
      one.power = share(1 - (((event.clientY - box.top) / box.height) * 300 - GRID_AREA.top) / GRID_AREA.height);
      put(chip, one);
    };
    const end = () => {
      done.abort();
      show();
    };
    addEventListener("pointermove", move, done);
    for (const event of ["pointerup", "pointercancel"]) addEventListener(event, end, done);
  };

  const slider = (/** @type {Placed} */ one, /** @type {"power" | "interest"} */ key, /** @type {string} */ words) => {
    const oninput = (/** @type {Event} */ { target }) => {
      one[key] = Number(/** @type {HTMLInputElement} */ (target).value);
      draw();
    };
    return make("label", {}, words, make("input", { type: "range", value: one[key], "aria-label": `${words} of ${one.name}`, oninput }));
  };

  const show = () => {
    list.replaceChildren(
      ...placed.map((one) => {
        const remove = () => {
          placed = placed.filter((other) => other !== one);
          show();
          name.focus();
        };
        return make("li", {}, make("b", {}, one.name), slider(one, "power", "Power"), slider(one, "interest", "Interest"), make("button", { type: "button", class: "pb-button", onclick: remove, "aria-label": `Remove ${one.name}` }, "Remove"));
      }),
    );
    draw();
  };

  const add = () => {
    const words = name.value.trim();
    const beside = 15 + ((placed.length * 19) % 70);
    if (words) placed.push({ name: words, power: beside, interest: beside });
    name.value = "";
    name.focus();
    show();
  };
  name.addEventListener("keydown", ({ key }) => key === "Enter" && add());
  root.append(make("div", { class: "pb-brief__acts" }, name, make("button", { type: "button", class: "pb-button", onclick: add }, "Place it"), list, ...parts));
  show();
}

component("power-and-interest", mountGrid);
