THEME_SCOPE

/*
 * What stands above is the theme's own, moved here from each page. Whatever the browser's storage
 * holds, throws or refuses, the theme reads something sound from it, or nothing.
 */
(function () {
  "use strict";
  var read = window.__md_get;
  var write = window.__md_set;

  function isText(value) {
    return value === null || typeof value === "string";
  }

  /* { index: 1, color: { media, scheme, primary, accent } }, and no colours that the theme must ask the system for. */
  function isPalette(value) {
    var color = value && value.color;
    if (!color || typeof color !== "object" || Array.isArray(color)) return false;
    if (!Number.isInteger(value.index) || color.media === "(prefers-color-scheme)") return false;
    return Object.keys(color).every(function (key) {
      return ["media", "scheme", "primary", "accent"].includes(key) && isText(color[key]);
    });
  }

  window.__md_get = function () {
    try {
      var value = read.apply(null, arguments);
      return arguments[0] !== "__palette" || isPalette(value) ? value : null;
    } catch (fault) {
      return null;
    }
  };

  window.__md_set = function () {
    try {
      write.apply(null, arguments);
    } catch (fault) {
      /* Not kept, then. */
    }
  };
})();
