/** The part of a second that sound may take; more, and it falters as soon as anything else happens. */
const limit = 0.5;
/** Seconds in a row that it has to be too much: loading a page is no reason to give up. */
const lasting = 5;

/** Tells from the part of each second that the work took (0 to 1) when the machine is too slow for it: true once. */
export function createLoad(): (busy: number) => boolean {
  let over = 0;
  let isTold = false;
  return (busy) => {
    over = busy > limit ? over + 1 : 0;
    if (over < lasting || isTold) return false;
    isTold = true;
    return true;
  };
}
