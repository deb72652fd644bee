/** Running the simulation beside the page: in a Worker where one is allowed, else in slices between two frames. */

import { simulating } from "./roi-chance.js";

/**
 * @typedef {import("./roi-lines.js").RoiModel} RoiModel
 * @typedef {import("./roi-chance.js").Simulation} Simulation
 * @typedef {{run: number, model: RoiModel}} Request
 * @typedef {{run: number, done?: number, simulation?: Simulation}} Report
 */

const SLICE = 50;
const BUDGET_MS = 12;

/**
 * Runs what was asked for last, and reports how far it is; what was asked for before stops.
 * @param {(report: Report) => void} report
 * @returns {(request: Request) => Promise<void>}
 */
function inSlices(report) {
  let latest = 0;
  return async ({ run, model }) => {
    latest = run;
    const steps = simulating(model, SLICE);
    for (let until = performance.now() + BUDGET_MS; run === latest; ) {
      const { done, value } = steps.next();
      if (done) return report({ run, simulation: value });
      if (performance.now() < until) continue;
      report({ run, done: value });
      await new Promise((resume) => setTimeout(resume));
      until = performance.now() + BUDGET_MS;
    }
  };
}

/** What the Worker does. */
export function serveRuns() {
  const serve = inSlices((report) => postMessage(report));
  addEventListener("message", ({ data }) => serve(data));
}

/**
 * @param {string} [source] the address of this script
 * @returns {(model: RoiModel, progress: (done: number) => void) => Promise<Simulation>} never settled when a later run takes its place
 */
export function simulator(source = "") {
  /** @type {Request} */
  let latest;
  /** @type {(report: Report) => void} */
  let hear;
  const here = inSlices((report) => hear(report));
  let ask = here;
  try {
    const worker = new Worker(source);
    worker.onmessage = ({ data }) => hear(data);
    worker.onerror = () => (ask = here)(latest);
    ask = async (request) => worker.postMessage(request);
  } catch {
    /* Browsers refuse it from disk. */
  }
  let run = 0;
  return (model, progress) =>
    new Promise((resolve) => {
      latest = { run: ++run, model };
      hear = ({ run: heard, done = 0, simulation }) => {
        if (heard !== run) return;
        if (simulation) resolve(simulation);
        else progress(done);
      };
      ask(latest);
    });
}
