/* On the page that an old address shows: go where the page went, keeping what stands behind #. */
(function () {
  "use strict";
  var page = document.querySelector("a[data-moved-to]");
  if (!(page instanceof HTMLAnchorElement)) return;
  var at = location.hash.indexOf("?");
  var anchor = location.hash.slice(1, at < 0 ? undefined : at);
  var state = at < 0 ? "" : location.hash.slice(at);
  var place = anchor ? document.getElementById(anchor) : null;
  var row = place ? place.closest("li") : null;
  var inner = row ? row.querySelector("a") : null;
  if (row && !inner) return; /* Its sentence stands here. */
  var target = new URL((inner || page).href);
  if (!inner) target.hash = anchor;
  target.search = location.search;
  if (state) target.hash = (target.hash || "#") + state;
  location.replace(target.href);
})();
