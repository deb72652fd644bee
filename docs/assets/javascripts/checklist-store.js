/** Where the ticks of one checklist live: on the device where that is allowed and asked for, in memory otherwise. */

import { OWN_COPY, adoptCopies, freshCopy, recordOut, soundRecord, underNewIds } from "./checklist-state.js";
import { readStored, writeStored } from "./storage.js";

/** Begins the keys of checklists; private ones have a place of their own and are never listed. */
export const KEPT_TICKS = "checklist/";
const PRIVATE_TICKS = "private-checklist/";

/**
 * @typedef {import("./checklist-state.js").TickRecord} TickRecord
 * @param {{id: string, title: string, total: number, isPrivate: boolean, formerIds: string[], aliases: Map<string, string>}} list
 * @param {(items: import("./checklist-state.js").Ticks) => number} settledOf how many items count as settled
 */
export function openTicks(list, settledOf) {
  const folder = list.isPrivate ? PRIVATE_TICKS : KEPT_TICKS;
  const key = folder + list.id;

  /** @returns {TickRecord} */
  const load = () => {
    let record = soundRecord(readStored(key));
    for (const former of list.formerIds) {
      const before = soundRecord(readStored(folder + former));
      if (before) record = adoptCopies(record, before, "From the earlier address");
    }
    if (!record) return { title: list.title, total: list.total, current: OWN_COPY, copies: new Map([[OWN_COPY, freshCopy()]]) };
    for (const copy of record.copies.values()) copy.items = underNewIds(copy.items, list.aliases);
    return record;
  };

  let record = load();
  let kept = !list.isPrivate || readStored(key) !== undefined;
  let saved = true;

  const save = () => {
    record = { ...record, title: list.title, total: list.total };
    const [first] = record.copies.values();
    const isNothing = !list.isPrivate && record.copies.size === 1 && !first.items.size && !first.name;
    saved = writeStored(key, isNothing || !kept ? undefined : recordOut(record));
    if (saved) for (const former of list.formerIds) writeStored(folder + former, undefined);
  };

  /** What other pages and tabs have written since, unless ours could not be written. */
  const reload = () => {
    if (!kept || !saved) return;
    const { current } = record;
    record = load();
    if (record.copies.has(current)) record.current = current;
  };

  /** @param {(record: TickRecord) => TickRecord | void} change */
  const change = (change) => {
    reload();
    record = change(record) ?? record;
    const copy = ticks.copy;
    copy.used = new Date().toISOString();
    copy.settled = settledOf(copy.items);
    if (kept) save();
  };

  const ticks = {
    get record() {
      return record;
    },
    get copy() {
      return /** @type {import("./checklist-state.js").Copy} */ (record.copies.get(record.current));
    },
    /** Whether the last change is on the device. */
    get isSaved() {
      return kept && saved;
    },
    get isKept() {
      return kept;
    },
    key,
    reload,
    change,
    /** @returns {() => void} puts everything back as it is now */
    snapshot() {
      const before = recordOut(record);
      return () => change(() => /** @type {TickRecord} */ (soundRecord(before)));
    },
    /** Keep a private list, or stop and forget. @param {boolean} wanted */
    keep(wanted) {
      kept = wanted;
      save();
    },
  };
  return ticks;
}
