/** Running the simulation beside the page: in a Worker where one is allowed, else in slices between two frames. */

import { simulating } from "./roi-chance.js";

/**
 * @typedef {import("./roi-lines.js").RoiModel} RoiModel
 * @typedef {import("./roi-chance.js").Simulation} Simulation
 * @typedef {{run: number, done?: number, simulation?: Simulation}} Report
 */

const SLICE = 50;
const BUDGET_MS = 12;

/**
 * @param {RoiModel} model
 * @param {(done: number) => boolean} goesOn told how many trials are done; false stops
 * @returns {Promise<Simulation | null>} null when it was stopped
 */
export async function inSlices(model, goesOn) {
  const steps = simulating(model, SLICE);
  for (let until = performance.now() + BUDGET_MS; ; ) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() < until) continue;
    if (!goesOn(step.value)) return null;
    await new Promise((resume) => setTimeout(resume));
    if (!goesOn(step.value)) return null;
    until = performance.now() + BUDGET_MS;
  }
}

/** What the Worker does: the run that was asked for last. */
export function serveRuns() {
  let latest = 0;
  addEventListener("message", async ({ data: { run, model } }) => {
    latest = run;
    const report = (/** @type {Report} */ words) => postMessage(words);
    const simulation = await inSlices(model, (done) => {
      if (run === latest) report({ run, done });
      return run === latest;
    });
    if (simulation) report({ run, simulation });
  });
}

/**
 * @param {string} source the address of this script; empty where no Worker can be had
 * @returns {(model: RoiModel, progress: (done: number) => void) => Promise<Simulation | null>} null when a later run took its place
 */
export function simulator(source) {
  let latest = 0;
  /** @type {Worker | null} */
  let worker = null;
  try {
    if (source) worker = new Worker(source);
  } catch {
    /* Browsers refuse it from disk. */
  }
  const here = (/** @type {RoiModel} */ model, /** @type {number} */ run, /** @type {(done: number) => void} */ progress) =>
    inSlices(model, (done) => {
      if (run === latest) progress(done);
      return run === latest;
    });
  return (model, progress) => {
    const run = ++latest;
    if (!worker) return here(model, run, progress);
    const asked = worker;
    return new Promise((resolve) => {
      const over = (/** @type {Promise<Simulation | null> | Simulation | null} */ result) => {
        asked.removeEventListener("message", hear);
        asked.removeEventListener("error", fail);
        resolve(result);
      };
      const hear = (/** @type {MessageEvent<Report>} */ { data }) => {
        if (run !== latest) over(null);
        else if (data.run === run && data.simulation) over(data.simulation);
        else if (data.run === run) progress(data.done ?? 0);
      };
      const fail = () => {
        worker = null;
        over(run === latest ? here(model, run, progress) : null);
      };
      asked.addEventListener("message", hear);
      asked.addEventListener("error", fail);
      asked.postMessage({ run, model });
    });
  };
}
