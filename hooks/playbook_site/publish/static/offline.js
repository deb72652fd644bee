/*
 * For a site that is opened from disk, where browsers allow no workers: the search's worker runs on
 * the page itself. Any other worker is refused, as ever. The build puts both workers, and what ours
 * asks for with the first query, in place below.
 */
(function () {
  if (location.protocol !== "file:") return;

  function theme(self, addEventListener, postMessage, importScripts) {
    THEME_WORKER_TEXT
  }

  function telling(self) {
    TELLING_TEXT
  }

  function ours(self, importScripts) {
    OUR_WORKER_TEXT
  }

  function onPage() {
    var outside = new EventTarget();
    var handlers = [];
    var inside = {
      addEventListener: function (type, handler) {
        if (type === "message") handlers.push(handler);
      },
    };
    function listen() {
      return inside.addEventListener.apply(inside, arguments);
    }
    function answer(data) {
      outside.dispatchEvent(new MessageEvent("message", { data: data }));
    }
    telling(inside);
    ours(inside, function () {
      theme(window, listen, answer, function () {});
    });
    outside.postMessage = function (data) {
      setTimeout(function () {
        handlers.forEach(function (handler) {
          handler({ data: data });
        });
      });
    };
    outside.terminate = function () {};
    return outside;
  }

  var Native = window.Worker;
  window.Worker = function (address) {
    return /\/assets\/search\.[0-9a-f]{8}\.js$/.test(new URL(address, location.href).pathname) ? onPage() : new Native(address);
  };
})();
