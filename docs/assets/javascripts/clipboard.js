/** Putting text on the clipboard, as plain and as rich text, and saying whether it worked. */

/**
 * @param {{text: string, html?: string}} content
 * @returns {Promise<boolean>} whether it is on the clipboard
 */
export async function copyContent({ text, html }) {
  try {
    if (html && typeof ClipboardItem === "function" && navigator.clipboard?.write) {
      await navigator.clipboard.write([
        new ClipboardItem({
          "text/plain": new Blob([text], { type: "text/plain" }),
          "text/html": new Blob([html], { type: "text/html" }),
        }),
      ]);
      return true;
    }
    if (navigator.clipboard?.writeText) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    /* Refused: fall through to the older way. */
  }
  return copyBySelection(text, html);
}

/**
 * The way that works from disk and without a secure context.
 * @param {string} text
 * @param {string} [html]
 * @returns {boolean}
 */
export function copyBySelection(text, html) {
  let done = false;
  const put = (/** @type {ClipboardEvent} */ event) => {
    event.clipboardData?.setData("text/plain", text);
    if (html) event.clipboardData?.setData("text/html", html);
    event.preventDefault();
    done = true;
  };
  document.addEventListener("copy", put);
  try {
    document.execCommand("copy");
  } catch {
    done = false;
  }
  document.removeEventListener("copy", put);
  return done;
}

/**
 * Offer a text as a file.
 * @param {string} name
 * @param {string} text
 * @param {string} [type]
 */
export function download(name, text, type = "text/plain") {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
