/**
 * What a checklist remembers: ticks, the copies that hold them, and how both travel.
 * Pure functions. Whatever comes from an address, a file or storage is hostile until it fits.
 */

/**
 * @typedef {{state?: string, words?: string, fingerprint?: string, reason?: string, owner?: string, review?: string, note?: string}} Tick
 * @typedef {Map<string, Tick>} Ticks by item id
 * @typedef {{name: string, used: string, settled: number, items: Ticks}} Copy
 * @typedef {{title: string, total: number, current: string, copies: Map<string, Copy>}} TickRecord
 * @typedef {{id: string, words: string, fingerprint: string}} ListedRow
 */

/** The copy that everyone has; it has no name. */
export const OWN_COPY = "own";

const TICK_STATES = ["done", "na", "risk"];
const TICK_TEXTS = { words: 200, reason: 300, owner: 100, note: 1000 };
const SKIP_FIELDS = ["reason", "owner", "review"];
const TICKS_AT_MOST = 1000;
const COPIES_AT_MOST = 100;
const FILE_AT_MOST = 5e6;

/** @param {unknown} value @returns {value is string} */
export const isTickId = (value) => typeof value === "string" && value.length <= 60 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value);

/** Text without control and direction characters, cut to a length. @param {unknown} value @param {number} longest */
const soundText = (value, longest) =>
  typeof value === "string"
    ? value.replace(/[\u0000-\u0009\u000b-\u001f\u007f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "").slice(0, longest).trim()
    : "";

/** @param {unknown} value @returns {Record<string, unknown>} */
const fieldsOf = (value) => (value && typeof value === "object" && !Array.isArray(value) ? { ...value } : {});

/** @param {unknown} value @returns {number} */
const soundCount = (value) => (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= TICKS_AT_MOST ? Number(value) : 0);

/** @param {unknown} value @returns {Tick | null} null when nothing in it is of use */
export function soundTick(value) {
  const given = fieldsOf(value);
  /** @type {Record<string, string>} */
  const tick = {};
  if (TICK_STATES.includes(String(given.state))) tick.state = String(given.state);
  for (const [name, longest] of Object.entries(TICK_TEXTS)) {
    const text = soundText(given[name], longest);
    if (text) tick[name] = name === "note" ? text : text.replaceAll("\n", " ");
  }
  if (/^(?:[0-9a-f]{4}){1,2}$/.test(String(given.fingerprint))) tick.fingerprint = String(given.fingerprint);
  if (/^\d{4}-\d\d-\d\d$/.test(String(given.review)) && !Number.isNaN(Date.parse(String(given.review)))) tick.review = String(given.review);
  return tick.state || tick.note ? tick : null;
}

/** @param {unknown} value @returns {Copy} */
function soundCopy(value) {
  const given = fieldsOf(value);
  const items = new Map();
  for (const [id, tick] of Object.entries(fieldsOf(given.items)).slice(0, TICKS_AT_MOST)) {
    const sound = isTickId(id) && soundTick(tick);
    if (sound) items.set(id, sound);
  }
  const used = soundText(given.used, 24);
  return { name: soundText(given.name, 60), used: Number.isNaN(Date.parse(used)) ? "" : used, settled: soundCount(given.settled), items };
}

/** @param {unknown} value @returns {TickRecord | null} null when it holds no copy */
export function soundRecord(value) {
  const given = fieldsOf(value);
  const copies = new Map();
  for (const [id, copy] of Object.entries(fieldsOf(given.copies)).slice(0, COPIES_AT_MOST)) {
    if (isTickId(id)) copies.set(id, soundCopy(copy));
  }
  if (!copies.size) return null;
  const current = copies.has(given.current) ? String(given.current) : [...copies.keys()][0];
  return { title: soundText(given.title, 200), total: soundCount(given.total), current, copies };
}

/** @param {string} [name] @param {Ticks} [items] @returns {Copy} */
export const freshCopy = (name = "", items = new Map()) => ({ name: soundText(name, 60), used: "", settled: 0, items });

/** What is written, on the device and into files. @param {TickRecord} record */
export function recordOut(record) {
  const copies = [...record.copies].map(([id, copy]) => [id, { ...copy, items: Object.fromEntries(copy.items) }]);
  return { ...record, copies: Object.fromEntries(copies) };
}

/** @param {Iterable<[string, TickRecord]>} records by checklist id @returns {string} */
export const writeTickFile = (records) =>
  JSON.stringify({ format: 1, kind: "checklist-copies", checklists: Object.fromEntries([...records].map(([id, record]) => [id, recordOut(record)])) }, null, 1);

/** @param {string} text @returns {Map<string, TickRecord> | null} null when it is not such a file */
export function readTickFile(text) {
  const found = new Map();
  try {
    const given = text.length > FILE_AT_MOST ? {} : fieldsOf(JSON.parse(text));
    if (given.kind !== "checklist-copies") return null;
    for (const [id, value] of Object.entries(fieldsOf(given.checklists)).slice(0, TICKS_AT_MOST)) {
      const record = isTickId(id) && soundRecord(value);
      if (record) found.set(id, record);
    }
    return found;
  } catch {
    return null;
  }
}

/** @param {Ticks} items */
const itemsText = (items) => JSON.stringify([...items].map(([id, tick]) => [id, Object.entries(tick).sort()]).sort());

/** The first id of this kind that is not taken. @param {TickRecord} record */
export function freshCopyId(record) {
  let number = 2;
  while (record.copies.has(`copy-${number}`)) number += 1;
  return `copy-${number}`;
}

/**
 * Put the copies of `incoming` beside one's own; nothing is overwritten, the same twice stays once.
 * @param {TickRecord | null} mine
 * @param {TickRecord} incoming
 * @param {string} [name] for a copy without one whose place is taken
 * @returns {TickRecord}
 */
export function adoptCopies(mine, incoming, name = "From a file") {
  if (!mine) return incoming;
  const adopted = { ...mine, copies: new Map(mine.copies) };
  for (const [id, copy] of incoming.copies) {
    const known = adopted.copies.get(id);
    const isThere = [...adopted.copies.values()].some((other) => other.name === copy.name && itemsText(other.items) === itemsText(copy.items));
    if (isThere || (known && !copy.items.size)) continue;
    if (known && known.items.size) adopted.copies.set(freshCopyId(adopted), { ...copy, name: copy.name || name });
    else adopted.copies.set(id, copy);
  }
  return adopted;
}

/** Ticks under the ids that items have now. @param {Ticks} items @param {Map<string, string>} aliases new ids by old */
export function underNewIds(items, aliases) {
  const moved = new Map([...items].filter(([id]) => !aliases.has(id)));
  for (const [id, tick] of items) {
    const now = aliases.get(id);
    if (now && !moved.has(now)) moved.set(now, tick);
  }
  return moved;
}

/** Only a gate knows more than done. @param {Tick | undefined} tick @param {string} kind */
export const stateOf = (tick, kind) => (tick?.state === "done" || (tick?.state && kind === "gate") ? tick.state : "");

/** Whether a tick counts: what is skipped needs a reason, an owner and a review date. @param {Tick | undefined} tick @param {string} kind */
export const isSettled = (tick, kind) => {
  const state = stateOf(tick, kind);
  return state === "done" || Boolean(state && tick?.reason && tick.owner && tick.review);
};

/** Whether the words have materially changed since the tick. @param {Tick | undefined} tick @param {ListedRow} row */
export const hasChanged = (tick, row) => Boolean(tick?.state && tick.fingerprint && !row.fingerprint.startsWith(tick.fingerprint));

/**
 * @param {ListedRow[]} rows
 * @param {Ticks} items
 * @param {string} kind
 * @returns {{total: number, settled: number, done: number, na: number, risk: number, waiting: number, changed: number}}
 */
export function tally(rows, items, kind) {
  const count = { total: rows.length, settled: 0, done: 0, na: 0, risk: 0, waiting: 0, changed: 0 };
  for (const row of rows) {
    const tick = items.get(row.id);
    const state = stateOf(tick, kind);
    if (!state) continue;
    if (isSettled(tick, kind)) {
      count.settled += 1;
      count[/** @type {"done"} */ (state)] += 1;
    } else count.waiting += 1;
    if (hasChanged(tick, row)) count.changed += 1;
  }
  return count;
}

/** `5 of 8 done`, and what else there is to say. @param {ReturnType<typeof tally>} count @returns {string[]} */
export const inWords = ({ total, done, na, risk, waiting, changed }) =>
  /** @type {string[]} */ (
    [
      `${done} of ${total} done`,
      na && `${na} not applicable`,
      risk && `${risk} risk accepted`,
      waiting && `${waiting} not counted yet`,
      changed && `${changed} changed since`,
    ].filter(Boolean)
  );

/**
 * The state as it stands behind `#?`: ids, four digits of each fingerprint, and what a skipped item needs to count.
 * @param {ListedRow[]} rows
 * @param {Ticks} items
 * @param {string} kind
 * @param {boolean} [notes] whether notes go along
 * @returns {[string, string][]}
 */
export function shareState(rows, items, kind, notes = false) {
  /** @type {[string, string][]} */
  const entries = [];
  /** @type {[string, string][]} */
  const texts = [];
  let seen = "";
  for (const state of TICK_STATES) {
    const ids = rows.map(({ id }) => id).filter((id) => stateOf(items.get(id), kind) === state);
    if (ids.length || state === "done") entries.push([state, ids.join(",")]);
    for (const id of ids) {
      const tick = items.get(id) ?? {};
      seen += tick.fingerprint?.slice(0, 4) ?? "----";
      if (state !== "done") texts.push([`${id}.why`, SKIP_FIELDS.map((name) => Reflect.get(tick, name) ?? "").join("\n").trimEnd()]);
    }
  }
  if (notes) for (const { id } of rows) texts.push([`${id}.note`, items.get(id)?.note ?? ""]);
  return [...entries, ["words", seen], ...texts].filter(([name, text]) => text || name === "done");
}

/**
 * @param {Map<string, string>} state as `readState` gives it
 * @returns {Ticks | null} null when no ticks were sent
 */
export function sharedTicks(state) {
  if (!TICK_STATES.some((name) => state.has(name))) return null;
  /** @type {Map<string, Record<string, string>>} */
  const given = new Map();
  for (const name of TICK_STATES) {
    for (const id of (state.get(name) ?? "").split(",")) if (isTickId(id) && !given.has(id)) given.set(id, { state: name });
  }
  const seen = state.get("words") ?? "";
  if (seen.length === given.size * 4) [...given.values()].forEach((tick, at) => (tick.fingerprint = seen.slice(at * 4, at * 4 + 4)));
  for (const [key, text] of state) {
    const [id, name] = key.split(".");
    if (!isTickId(id)) continue;
    if (name === "note") given.set(id, { ...given.get(id), note: text });
    if (name === "why") text.split("\n").forEach((part, at) => given.set(id, { ...given.get(id), [SKIP_FIELDS[at]]: part }));
  }
  const items = new Map();
  for (const [id, value] of [...given].slice(0, TICKS_AT_MOST)) {
    const tick = soundTick(value);
    if (tick) items.set(id, tick);
  }
  return items;
}

/** What either has settled is settled; one's own comes first, and both notes stay. @param {Ticks} mine @param {Ticks} theirs */
export function mergedTicks(mine, theirs) {
  const merged = new Map(theirs);
  for (const [id, own] of mine) {
    const other = theirs.get(id);
    const notes = new Set([own.note, other?.note].filter(Boolean));
    const tick = { ...(own.state || !other ? own : other) };
    if (notes.size) tick.note = [...notes].join("\n");
    merged.set(id, tick);
  }
  return merged;
}

/** What was ticked and is no longer on the list. @param {ListedRow[]} rows @param {Ticks} items @returns {[string, Tick][]} */
export function goneTicks(rows, items) {
  const listed = new Set(rows.map(({ id }) => id));
  return [...items].filter(([id]) => !listed.has(id));
}
