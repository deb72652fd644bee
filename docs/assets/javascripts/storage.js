/** What stays on the device. Storage may be off, full, corrupt or throwing; then nothing is kept, and the caller is told. */

const PREFIX = "common-ground/";

/**
 * @param {string} key
 * @returns {unknown} the stored value, or undefined when there is none or it cannot be read
 */
export function readStored(key) {
  try {
    const text = localStorage.getItem(PREFIX + key);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * @param {string} key
 * @param {unknown} value undefined removes the key
 * @returns {boolean} whether it was kept
 */
export function writeStored(key, value) {
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} start
 * @returns {string[]} stored keys that begin with `start`
 */
export function storedKeys(start) {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX + start))
      .map((key) => key.slice(PREFIX.length))
      .sort();
  } catch {
    return [];
  }
}
