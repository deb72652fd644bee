/** What opens under a checklist's buttons: Copy, Share, More. */

import { COPY_FORMATS, asGithub, exportChecklist, issueLink, linkCard } from "./checklist-export.js";
import { freshCopy, freshCopyId, adoptCopies, inWords, readTickFile, tally, writeTickFile } from "./checklist-state.js";
import { download } from "./clipboard.js";
import { make } from "./state.js";

/** An address may be this long everywhere it is pasted. */
const LINK_AT_MOST = 2000;

/** @param {string} text @param {() => void} act @param {string} [kind] */
export const actButton = (text, act, kind = "pb-button") => make("button", { type: "button", class: kind, onclick: act }, text);

/** A field under its label. @param {string} text @param {HTMLElement} field */
export const labelled = (text, field) => make("label", { class: "pb-check__field" }, make("span", {}, text), field);

/** One line that says what was done, with its undo. @param {() => void} show */
export function noticeLine(show) {
  const notice = make("p", { class: "pb-check__notice", role: "status", tabIndex: -1 });
  /** @param {string} text @param {(() => void) | null} [undo] */
  const say = (text, undo) => {
    const back = () => {
      undo?.();
      say("Put back.");
      show();
      notice.focus();
    };
    notice.replaceChildren(text, undo ? actButton("Undo", back, "pb-check__act") : "");
  };
  return { notice, say };
}

/** @param {Date} date */
export const longDate = (date) => date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

/** @param {string} text @param {boolean} checked @param {(checked: boolean) => void} act */
function checkField(text, checked, act) {
  const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", checked, autocomplete: "off", onchange: () => act(box.checked) }));
  return make("label", { class: "pb-check__option" }, box, text);
}

/** A field for a file of ticks. @param {string} text @param {(records: ReturnType<typeof readTickFile>) => void} act */
export function fileField(text, act) {
  const field = /** @type {HTMLInputElement} */ (
    make("input", { type: "file", accept: ".json,application/json", onchange: async () => field.files?.length && act(readTickFile(await field.files[0].text())) })
  );
  return labelled(text, field);
}

/** @param {any} widget @returns {Node[]} */
export function fillCopyPanel(widget) {
  const { title, kind, rows, address } = widget;
  let withTicks = !widget.isPrivate && widget.items.size > 0;
  const list = () => ({ title, kind, rows: rows.map((/** @type {any} */ row) => ({ words: row.words, link: row.link, tick: withTicks ? widget.items.get(row.id) : undefined })) });
  const issue = make("a", { class: "pb-check__act", target: "_blank", rel: "noopener" }, "New issue with this list");
  const refresh = () => issue.setAttribute("href", issueLink(widget.repository, { title, body: asGithub(list()), link: address }));
  refresh();
  return [
    make("p", { class: "pb-check__hint" }, "Copy as"),
    make(
      "div",
      { class: "pb-check__acts" },
      ...Object.entries(COPY_FORMATS).map(([format, name]) => actButton(name, () => void widget.copy(exportChecklist(list(), format), `Copied for ${name}.`))),
    ),
    checkField("With my ticks", withTicks, (checked) => {
      withTicks = checked;
      refresh();
    }),
    ...(issue.getAttribute("href") ? [issue] : []),
  ];
}

/** @param {any} widget @returns {Node[]} */
export function fillSharePanel(widget) {
  const { title, promise, rows, kind, address } = widget;
  const [id] = widget.ids;
  let withTicks = true;
  let withNotes = false;
  const field = /** @type {HTMLInputElement} */ (make("input", { readOnly: true, class: "pb-check__address", onfocus: () => field.select() }));
  const link = () => address + (withTicks ? widget.shared(withNotes) : "");
  const found = () => (withTicks ? inWords(tally(rows, widget.items, kind)).join(", ") : `${rows.length} items`);
  const says = () => `${promise} ${found()}.`;
  const copy = actButton("Copy link", () => void widget.copy(linkCard({ title, link: link(), says: says() }), "Link copied, with its title and promise."));
  const save = () => {
    const items = new Map([...widget.items].map(([item, tick]) => [item, withNotes ? tick : { ...tick, note: "" }]));
    const record = { title, total: rows.length, current: "sent", copies: new Map([["sent", freshCopy(`Sent on ${longDate(new Date())}`, items)]]) };
    download(`${id}.json`, writeTickFile([[id, record]]), "application/json");
    widget.say("Saved as a file. Whoever gets it opens it under More.");
  };
  const file = make("div", {}, make("p", { class: "pb-check__hint" }, "This is too long for an address. Send it as a file."), actButton("Save as a file", save));
  const refresh = () => {
    const isLong = link().length >= LINK_AT_MOST;
    field.value = isLong ? address : link();
    copy.hidden = isLong;
    file.hidden = !isLong;
  };
  refresh();
  return [
    labelled("Link", field),
    checkField("With my ticks", withTicks, (checked) => ((withTicks = checked), refresh())),
    [...widget.items.values()].some(({ note }) => note) ? checkField("With my notes", withNotes, (checked) => ((withNotes = checked), refresh())) : "",
    make("div", { class: "pb-check__acts" }, copy, file),
    make("p", { class: "pb-check__hint" }, "The ticks are in the link itself; no server keeps them."),
  ].filter((part) => part instanceof Node);
}

/** @param {any} widget @returns {Node[]} */
export function fillMenu(widget) {
  const { ids, ticks, isPrivate, say, show } = widget;

  /** @param {string} text @param {(record: import("./checklist-state.js").TickRecord) => import("./checklist-state.js").TickRecord | void} act */
  const apply = (text, act) => {
    const undo = ticks.snapshot();
    ticks.change(act);
    widget.done();
    say(text, undo);
    show();
  };
  const untick = actButton("Untick all", () => apply("All unticked.", (record) => void record.copies.get(record.current)?.items.clear()));
  const filter = checkField("Show only what is open", widget.onlyOpen, (checked) => (widget.onlyOpen = checked));
  if (isPrivate) {
    const keep = checkField("Keep my ticks on this device", ticks.isKept, (checked) => (ticks.keep(checked), show()));
    return [filter, keep, make("div", { class: "pb-check__acts" }, untick)];
  }

  const name = /** @type {HTMLInputElement} */ (make("input", { type: "text", maxLength: 60, value: ticks.copy.name, autocomplete: "off" }));
  const start = () =>
    apply(`Started a copy for ${name.value.trim() || "another plan"}.`, (record) => {
      const fresh = freshCopyId(record);
      record.copies.set(fresh, freshCopy(name.value.trim() || "Another plan"));
      record.current = fresh;
    });
  const rename = () => apply("Renamed.", (record) => void (/** @type {any} */ (record.copies.get(record.current)).name = name.value.trim()));
  const remove = () =>
    apply("Removed this copy.", (record) => {
      record.copies.delete(record.current);
      record.current = [...record.copies.keys()][0];
    });
  const open = fileField("Open a file of ticks", (records) => {
    const record = ids.map((/** @type {string} */ id) => records?.get(id)).find(Boolean);
    if (!record) return say("This file has no ticks for this checklist.");
    const [first] = record.copies.values();
    if (record.copies.size > 1) return apply("Added the copies in the file.", (own) => adoptCopies(own, record));
    widget.done();
    widget.lookAt(first.items);
  });
  return [
    filter,
    labelled("Name of the plan", name),
    make("div", { class: "pb-check__acts" }, actButton("Start a copy", start), actButton("Rename this one", rename), ticks.record.copies.size > 1 ? actButton("Remove this one", remove) : ""),
    open,
    make("div", { class: "pb-check__acts" }, untick, make("a", { class: "pb-check__act", href: widget.mine }, "My checklists")),
  ];
}
