/** A checklist that can be ticked: the same state on its own page and in playbooks. The list is whole without this. */

import { STATE_WORDS, linkCard } from "./checklist-export.js";
import { actButton, fillCopyPanel, fillMenu, fillSharePanel, labelled, longDate, noticeLine } from "./checklist-panels.js";
import { freshCopy, freshCopyId, goneTicks, hasChanged, inWords, isSettled, mergedTicks, sharedTicks, shareState, stateOf, tally, underNewIds } from "./checklist-state.js";
import { openTicks } from "./checklist-store.js";
import { copyContent } from "./clipboard.js";
import { component, make, putState, readState, writeState } from "./state.js";

/**
 * @typedef {import("./checklist-state.js").Tick} Tick
 * @typedef {import("./checklist-state.js").Ticks} Ticks
 * @typedef {{id: string, words: string, fingerprint: string, link: string, item: HTMLElement, box: HTMLInputElement, more: HTMLElement, flag?: HTMLElement, filled?: (tick: Tick) => void}} Row
 */

/** A row with its box, its whole words as the label, and a button for the rest. @param {HTMLElement} item @returns {Row} */
function mountRow(item) {
  const words = /** @type {HTMLElement} */ (item.querySelector(".pb-check__words"));
  const more = /** @type {HTMLElement} */ (item.querySelector(".pb-check__more"));
  const text = words.textContent ?? "";
  const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", id: `box:${item.id}`, autocomplete: "off" }));
  const dots = make("button", { type: "button", class: "pb-check__dots", "aria-expanded": "false", "aria-label": `More about: ${text}` });
  item.insertBefore(make("label", { class: "pb-check__label", for: box.id }, box, words), more);
  item.insertBefore(dots, more);
  more.hidden = true;
  const link = /** @type {HTMLAnchorElement} */ (more.querySelector(".pb-check__link"));
  return { id: item.dataset.item?.split("/")[1] ?? "", words: text, fingerprint: item.dataset.fingerprint ?? "", link: link.href, item, box, more };
}

/** @param {HTMLElement} root */
function mountChecklist(root) {
  const { checklist = "", kind = "", title = "", promise = "", page = "", mine = "", repository = "", aliases = "" } = root.dataset;
  const isPrivate = "private" in root.dataset;
  const formerIds = aliases.split(" ").filter(Boolean);
  const rows = [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(".pb-check__item"))].map(mountRow);
  const byBox = new Map(rows.map((row) => [row.box, row]));
  const newIds = new Map(rows.flatMap((row) => (row.item.dataset.aliases ?? "").split(" ").filter(Boolean).map((old) => /** @type {[string, string]} */ ([old, row.id]))));
  const ticks = openTicks(
    { id: checklist, title, total: rows.length, isPrivate, formerIds, aliases: newIds },
    (items) => tally(rows, items, kind).settled,
  );
  /** @type {{items: Ticks, gone: string[]} | null} */
  let sent = null;
  let isLooking = false;
  let onlyOpen = false;
  /** @type {HTMLElement | null} */
  let opener = null;

  const plan = make("div", { class: "pb-check__plan", hidden: true });
  const count = make("p", { class: "pb-check__count", role: "status" });
  const besides = make("p", { class: "pb-check__besides" });
  const bar = /** @type {HTMLProgressElement} */ (make("progress", { class: "pb-check__bar", max: rows.length, value: 0, "aria-label": "Progress" }));
  const saved = make("p", { class: "pb-check__saved", hidden: true });
  const panel = make("div", { class: "pb-check__panel", role: "group", hidden: true });
  const { notice, say } = noticeLine(() => show());
  const banner = make("div", { class: "pb-check__sent", role: "region", "aria-label": "What you were sent", hidden: true });
  const gone = make("div", { class: "pb-check__gone", hidden: true });

  const shown = () => (sent && isLooking ? sent.items : ticks.copy.items);

  /** Change the copy at hand. @param {(items: Ticks) => void} act */
  const changeItems = (act) => ticks.change((record) => void act(/** @type {import("./checklist-state.js").Copy} */ (record.copies.get(record.current)).items));

  /** Replace or remove one tick. @param {Row} row @param {Tick} tick */
  const setTick = (row, tick) => {
    changeItems((items) => (tick.state || tick.note ? items.set(row.id, tick) : items.delete(row.id)));
    notice.replaceChildren();
    showRow(row);
    showCount();
  };

  /** @param {Row} row @param {string} state @param {Partial<Tick>} [more] */
  const mark = (row, state, more = {}) => {
    const { note } = shown().get(row.id) ?? {};
    setTick(row, { ...(state && { state, words: row.words, fingerprint: row.fingerprint, ...more }), ...(note && { note }) });
  };

  /** What a row says under its words: changed, skipped, noted. @param {Row} row @param {Tick} tick @param {string} state */
  const flagsOf = (row, tick, state) => {
    const flags = [];
    if (state && hasChanged(tick, row)) {
      const was = tick.words ? ` It said: “${tick.words}”` : "";
      const accept = () => (mark(row, state, { reason: tick.reason, owner: tick.owner, review: tick.review }), row.box.focus());
      flags.push(make("p", { class: "pb-check__changed" }, `Changed since ${isLooking ? "it was sent" : "you ticked it"}.${was} `, !isLooking && actButton("Still holds", accept, "pb-check__act")));
    }
    if (state && state !== "done") {
      const words = Reflect.get(STATE_WORDS, state);
      const why = isSettled(tick, kind) ? `${tick.reason} (${tick.owner}, to be reviewed ${tick.review})` : "it counts once it has a reason, an owner and a review date";
      flags.push(make("p", { class: "pb-check__skipped" }, make("b", {}, `${words[0].toUpperCase()}${words.slice(1)}: `), why));
    }
    if (tick.note) flags.push(make("p", { class: "pb-check__note" }, tick.note));
    return flags;
  };

  /** @param {Row} row */
  const showRow = (row) => {
    const tick = shown().get(row.id) ?? {};
    const state = stateOf(tick, kind);
    const flags = flagsOf(row, tick, state);
    row.item.dataset.state = isSettled(tick, kind) ? state : "";
    row.box.checked = state === "done";
    row.box.disabled = isLooking;
    row.filled?.(tick);
    if (flags.length && !row.flag) {
      row.flag = make("div", { class: "pb-check__flags", id: `flag:${row.item.id}` });
      row.item.insertBefore(row.flag, row.more);
      row.box.setAttribute("aria-describedby", row.flag.id);
    }
    if (row.flag) row.flag.replaceChildren(...flags);
  };

  const showCount = () => {
    const found = tally(rows, shown(), kind);
    const [done, ...more] = inWords(found);
    if (count.textContent !== done) count.textContent = done;
    besides.textContent = more.join(", ");
    bar.value = found.settled;
    saved.hidden = ticks.isSaved;
    saved.textContent = isPrivate && !ticks.isKept ? "Nothing you tick is sent, and nothing is kept unless you ask. Your employer may see that this page was opened." : "Not saved on this device.";
  };

  /** Why an item is gone; empty when nobody said. @param {string} id */
  const whyGone = (id) => root.querySelector(`[data-retired="${id}"]`)?.textContent ?? "";

  const showGone = () => {
    const found = goneTicks(rows, ticks.copy.items).filter(([, tick]) => tick.state);
    const lines = found.map(([id, tick]) => make("li", {}, tick.words ? `“${tick.words}” ` : "", whyGone(id) || "No longer on this list."));
    const clear = () => {
      const undo = ticks.snapshot();
      changeItems((items) => found.forEach(([id]) => items.delete(id)));
      say("Cleared.", undo);
      show();
      notice.focus();
    };
    gone.hidden = isLooking || !found.length;
    gone.replaceChildren(make("p", {}, "You ticked these earlier:"), make("ul", {}, ...lines), actButton("Clear them", clear, "pb-check__act"));
  };

  const showPlan = () => {
    const { copies, current } = ticks.record;
    const options = [...copies].map(([id, copy]) => make("option", { value: id, selected: id === current }, copy.name || "My own"));
    const pick = /** @type {HTMLSelectElement} */ (make("select", { onchange: () => (ticks.change((record) => void (record.current = pick.value)), notice.replaceChildren(), show()) }, ...options));
    const isInUse = plan.contains(document.activeElement);
    plan.hidden = isLooking || copies.size < 2;
    plan.replaceChildren(labelled("For", pick));
    if (isInUse) pick.focus();
  };

  const showBanner = () => {
    banner.hidden = !sent;
    if (!sent) return;
    const { items } = sent;
    /** @param {string} text @param {(record: import("./checklist-state.js").TickRecord) => void} act */
    const take = (text, act) => {
      const undo = ticks.snapshot();
      ticks.change((record) => void act(record));
      putState("");
      sent = null;
      isLooking = false;
      say(text, undo);
      show();
      rows[0]?.box.focus();
    };
    const merge = () =>
      take("Merged into yours.", (record) => {
        const copy = /** @type {import("./checklist-state.js").Copy} */ (record.copies.get(record.current));
        copy.items = mergedTicks(copy.items, withWords(items));
      });
    const keep = () =>
      take("Kept as a copy beside yours.", (record) => {
        const id = freshCopyId(record);
        record.copies.set(id, freshCopy(`Sent to me, ${longDate(new Date())}`, withWords(items)));
        record.current = id;
      });
    const turn = () => {
      isLooking = !isLooking;
      show();
      banner.querySelector("button")?.focus();
    };
    banner.replaceChildren(
      make("p", {}, make("b", {}, "You were sent this: "), title),
      make("p", {}, `${promise} ${inWords(tally(rows, items, kind)).join(", ")}.`),
      sent.gone.length ? make("p", {}, `Not on this list any more: ${sent.gone.length}. ${sent.gone.map(whyGone).join(" ")}`) : "",
      make(
        "div",
        { class: "pb-check__acts" },
        actButton(isLooking ? "Look at mine" : "Look at what was sent", turn),
        actButton("Merge into mine", merge),
        actButton("Keep as a copy", keep),
      ),
      isLooking ? make("p", { class: "pb-check__hint" }, "To go on ticking, merge it or keep it. Your own ticks stay as they are.") : "",
    );
  };

  /** Ticks that came by address, with today's words where these are unchanged. @param {Ticks} items */
  const withWords = (items) => {
    const known = rows.filter((row) => items.has(row.id)).map((row) => {
      const tick = items.get(row.id) ?? {};
      const isSame = tick.state && !hasChanged(tick, row);
      return /** @type {[string, Tick]} */ ([row.id, isSame ? { words: row.words, ...tick, fingerprint: row.fingerprint } : tick]);
    });
    return new Map(known);
  };

  const show = () => {
    showPlan();
    for (const row of rows) {
      showRow(row);
      row.item.hidden = onlyOpen && Boolean(row.item.dataset.state);
    }
    showCount();
    showGone();
    showBanner();
  };

  /** @param {Ticks} items */
  const lookAt = (items) => {
    const moved = underNewIds(items, newIds);
    sent = { items: moved, gone: goneTicks(rows, moved).filter(([, tick]) => tick.state).map(([id]) => id) };
    isLooking = true;
    show();
  };

  const readAddress = () => {
    if (isPrivate || !("ownPage" in root.dataset)) return;
    const items = sharedTicks(readState(location.hash));
    if (items) {
      lookAt(items);
      const [anchor] = location.hash.slice(1).split("?");
      if (anchor) document.getElementById(anchor)?.scrollIntoView();
    } else if (sent) {
      sent = null;
      isLooking = false;
      show();
    }
  };

  const closePanel = () => {
    opener?.setAttribute("aria-expanded", "false");
    opener = null;
    panel.hidden = true;
    panel.replaceChildren();
  };

  /** A button that opens the panel. @param {string} text @param {() => Node[]} fill */
  const panelButton = (text, fill) => {
    const button = actButton(text, () => {
      const isOpen = opener === button;
      closePanel();
      if (isOpen) return;
      opener = button;
      button.setAttribute("aria-expanded", "true");
      panel.setAttribute("aria-label", button.ariaLabel ?? text);
      panel.replaceChildren(...fill());
      panel.hidden = false;
    });
    button.setAttribute("aria-expanded", "false");
    return button;
  };

  const widget = {
    ids: [checklist, ...formerIds], kind, title, promise, rows, ticks, isPrivate, repository, mine,
    address: new URL(page, location.href).href,
    get items() {
      return shown();
    },
    get onlyOpen() {
      return onlyOpen;
    },
    set onlyOpen(wanted) {
      onlyOpen = wanted;
      show();
    },
    /** @param {boolean} notes */
    shared: (notes) => writeState(shareState(rows, shown(), kind, notes)),
    say,
    show,
    lookAt,
    done() {
      const back = opener;
      closePanel();
      back?.focus();
    },
    /** @param {{text: string, html?: string}} content @param {string} text what to say */
    async copy(content, text) {
      if (await copyContent(content)) {
        widget.done();
        say(text);
      } else {
        const field = make("textarea", { readOnly: true, rows: 6, value: content.text });
        panel.replaceChildren(labelled("The browser refused. Copy it from here:", field));
        panel.hidden = false;
        field.focus();
        /** @type {HTMLTextAreaElement} */ (field).select();
      }
    },
  };

  /** A row's own menu, made when it is first opened. @param {Row} row */
  const fillRow = (row) => {
    const note = /** @type {HTMLTextAreaElement} */ (make("textarea", { rows: 2, maxLength: 1000 }));
    note.addEventListener("input", () => setTick(row, { ...ticks.copy.items.get(row.id), note: note.value }));
    const state = /** @type {HTMLSelectElement} */ (make("select", {}, make("option", { value: "" }, "Open, or done when ticked"), make("option", { value: "na" }, "Not applicable"), make("option", { value: "risk" }, "Risk accepted")));
    const fields = ["reason", "owner", "review"].map((name) => /** @type {HTMLInputElement} */ (make("input", { name, type: name === "review" ? "date" : "text", maxLength: name === "reason" ? 300 : 100 })));
    const why = make("div", { class: "pb-check__skip" }, ...["Reason", "Owner", "Review on"].map((text, at) => labelled(text, fields[at])));
    const gate = make("div", { class: "pb-check__gate" }, labelled("State", state), why);
    gate.addEventListener("change", () => {
      const values = Object.fromEntries(fields.map(({ name, value }) => [name, value.trim()]).filter(([, value]) => value));
      mark(row, state.value || (row.box.checked ? "done" : ""), state.value ? values : {});
    });
    row.filled = (tick) => {
      for (const field of [note, state, ...fields]) field.disabled = isLooking;
      if (document.activeElement !== note) note.value = tick.note ?? "";
      const now = stateOf(tick, kind);
      state.value = now === "done" ? "" : now;
      why.hidden = !state.value;
      if (!why.contains(document.activeElement)) for (const field of fields) field.value = Reflect.get(tick, field.name) ?? "";
    };
    row.more.append(
      isPrivate ? "" : actButton("Copy link", () => void widget.copy(linkCard({ title: row.words, link: row.link, says: `from “${title}”` }), "Link copied."), "pb-check__act"),
      kind === "gate" ? gate : "",
      labelled("Note", note),
    );
    row.filled(shown().get(row.id) ?? {});
  };

  root.addEventListener("change", ({ target }) => {
    const row = byBox.get(/** @type {HTMLInputElement} */ (target));
    if (row) mark(row, row.box.checked ? "done" : "");
  });
  root.addEventListener("click", ({ target }) => {
    const dots = target instanceof Element ? target.closest(".pb-check__dots") : null;
    const row = dots && rows.find(({ item }) => item.contains(dots));
    if (!dots || !row) return;
    if (!row.filled) fillRow(row);
    row.more.hidden = !row.more.hidden;
    dots.setAttribute("aria-expanded", String(!row.more.hidden));
    row.item.toggleAttribute("data-open", !row.more.hidden);
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && opener) widget.done();
  });

  const menu = panelButton("\u22EF", () => fillMenu(widget));
  menu.setAttribute("aria-label", "More");
  const buttons = make(
    "div",
    { class: "pb-check__buttons" },
    panelButton("Copy", () => fillCopyPanel(widget)),
    isPrivate ? "" : panelButton("Share", () => fillSharePanel(widget)),
    menu,
  );
  const list = root.querySelector(".pb-check__items");
  list?.before(banner, plan, make("div", { class: "pb-check__top" }, make("div", { class: "pb-check__progress" }, count, bar), buttons), panel, besides, notice, saved);
  list?.after(gone);

  /** @param {Event} event */
  const elsewhere = (event) => {
    if (!root.isConnected) for (const name of ["storage", "pageshow", "hashchange"]) removeEventListener(name, elsewhere);
    else if (event.type === "hashchange") readAddress();
    else if (event instanceof StorageEvent ? !event.key || event.key.endsWith(ticks.key) : Reflect.get(event, "persisted")) {
      ticks.reload();
      show();
    }
  };
  for (const name of ["storage", "pageshow", "hashchange"]) addEventListener(name, elsewhere);
  show();
  readAddress();
}

component("checklist", mountChecklist);
