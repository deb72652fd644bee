THEME_SCOPE

/*
 * What stands above is the theme's own, moved here from each page. Whatever the browser's storage
 * holds, throws or refuses, the theme reads something sound from it, or nothing.
 */
(function () {
  "use strict";
  const { __md_get: read, __md_set: write } = window;

  /* { index: 1, color: { media, scheme, primary, accent } }, and no colours that the theme must ask the system for. */
  function isPalette(value) {
    const color = value?.color;
    if (!color || typeof color !== "object" || Array.isArray(color)) return false;
    if (!Number.isInteger(value.index) || color.media === "(prefers-color-scheme)") return false;
    return Object.entries(color).every(
      ([key, text]) => /^(media|scheme|primary|accent)$/.test(key) && (text === null || typeof text === "string"),
    );
  }

  window.__md_get = (key, ...more) => {
    try {
      const value = read(key, ...more);
      return key !== "__palette" || isPalette(value) ? value : null;
    } catch {
      return null;
    }
  };

  window.__md_set = (...all) => {
    try {
      write(...all);
    } catch {
      /* Not kept, then. */
    }
  };
})();
