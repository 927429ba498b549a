// While something is still asked for or drawn, the page says so (data-busy on its root): what looks at it, a test or a
// person's script, need not guess when it is done.
const root = document.documentElement;
let pending = 0;

/** @returns the work itself */
export function busy(work) {
  pending++;
  root.dataset.busy = "yes";
  const done = () => {
    if (--pending === 0) delete root.dataset.busy;
  };
  Promise.resolve(work).then(done, done);
  return work;
}
