/** The page "My checklists": what this device keeps, plan by plan, and one file to take along. */

import { actButton, fileField, longDate, noticeLine } from "./checklist-panels.js";
import { adoptCopies, isTickId, recordOut, soundRecord, writeTickFile } from "./checklist-state.js";
import { KEPT_TICKS } from "./checklist-store.js";
import { download } from "./clipboard.js";
import { component, make } from "./state.js";
import { readStored, storedKeys, writeStored } from "./storage.js";

/** @typedef {import("./checklist-state.js").TickRecord} TickRecord */

/** @returns {[string, TickRecord][]} the last used first */
function keptRecords() {
  const found = storedKeys(KEPT_TICKS).map((key) => [key.slice(KEPT_TICKS.length), soundRecord(readStored(key))]);
  const lastUse = (/** @type {TickRecord} */ record) => [...record.copies.values()].map(({ used }) => used).sort().at(-1) ?? "";
  return /** @type {[string, TickRecord][]} */ (found.filter(([id, record]) => record && isTickId(id))).sort((a, b) => (lastUse(a[1]) < lastUse(b[1]) ? 1 : -1));
}

/** @param {HTMLElement} root */
function mountMyChecklists(root) {
  const list = make("ul", { class: "pb-mine__lists" });
  const { notice, say } = noticeLine(() => show());

  /** @param {string} id @param {TickRecord | undefined} record */
  const write = (id, record) => writeStored(KEPT_TICKS + id, record && recordOut(record));

  /** @param {string} id @param {TickRecord} record @param {string} copyId */
  const copyRow = (id, record, copyId) => {
    const copy = /** @type {import("./checklist-state.js").Copy} */ (record.copies.get(copyId));
    const name = copy.name || "My own";
    const remove = () => {
      const before = soundRecord(readStored(KEPT_TICKS + id)) ?? record;
      const copies = new Map([...before.copies].filter(([other]) => other !== copyId));
      write(id, copies.size ? { ...before, copies } : undefined);
      say(`Removed “${name}” of ${record.title}.`, () => write(id, before));
      show();
      notice.focus();
    };
    const link = make("a", { href: root.dataset.address?.replace("ID", id), onclick: () => write(id, { ...(soundRecord(readStored(KEPT_TICKS + id)) ?? record), current: copyId }) }, name);
    return make(
      "li",
      { class: "pb-mine__copy" },
      link,
      make("progress", { class: "pb-check__bar", max: record.total || 1, value: copy.settled, "aria-label": `Progress of ${name}` }),
      make("span", { class: "pb-quiet" }, `${copy.settled} of ${record.total}`, copy.used ? `, last used ${longDate(new Date(copy.used))}` : ""),
      make("button", { type: "button", class: "pb-check__act", onclick: remove, "aria-label": `Remove ${name} of ${record.title}` }, "Remove"),
    );
  };

  const show = () => {
    const rows = keptRecords().map(([id, record]) =>
      make("li", {}, make("h2", {}, record.title || id), make("ul", {}, ...[...record.copies.keys()].map((copyId) => copyRow(id, record, copyId)))),
    );
    list.replaceChildren(...(rows.length ? rows : [make("li", {}, "Nothing is ticked on this device yet. Tick something on any checklist and it is listed here.")]));
  };

  /** @param {ReturnType<typeof import("./checklist-state.js").readTickFile>} records */
  const take = (records) => {
    if (!records?.size) return say("This file has no ticks in it.");
    const isKept = [...records].every(([id, record]) => write(id, adoptCopies(soundRecord(readStored(KEPT_TICKS + id)), record)));
    say(isKept ? "Added what was in the file. Nothing of yours was changed." : "This browser keeps nothing, so the file could not be added.");
    return show();
  };
  const save = () => download("my-checklists.json", writeTickFile(keptRecords()), "application/json");
  root.replaceChildren(
    make("p", {}, "What you have ticked on this device, plan by plan. Private checklists are never listed."),
    notice,
    list,
    make("div", { class: "pb-check__acts" }, actButton("Save all as one file", save), fileField("Add from a file", take)),
  );
  show();
  for (const event of ["storage", "pageshow"]) addEventListener(event, show);
}

component("my-checklists", mountMyChecklists);
