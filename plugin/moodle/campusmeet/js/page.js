// This file is part of Moodle - http://moodle.org/
//
// Moodle is free software: you can redistribute it and/or modify
// it under the terms of the GNU General Public License as published by
// the Free Software Foundation, either version 3 of the License, or
// (at your option) any later version.
//
// Moodle is distributed in the hope that it will be useful,
// but WITHOUT ANY WARRANTY; without even the implied warranty of
// MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.  See the
// GNU General Public License for more details.
//
// You should have received a copy of the GNU General Public License
// along with Moodle.  If not, see <http://www.gnu.org/licenses/>.

/**
 * What every page of somebody who is signed in does after it is loaded: it lets them be rung, and marks what is live.
 * A module of its own, not of Moodle's AMD build: it is loaded when all else is done, and needs nothing of it.
 *
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

const page = document.getElementById('campusmeet-page');

/** Milliseconds after which it is asked again what is live, while the page is looked at. */
const PERIOD = 30000;

/** Shows the ringer: not seen until somebody calls. */
const ring = async () => {
  const { ringer, launch, lang, title } = page.dataset;
  if (!ringer) {
    return;
  }
  await import(ringer);
  const element = document.createElement('campus-meet');
  const attributes = { panel: 'ringer', launch, lang, title };
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  document.body.append(element);
};

/**
 * A mark beside something.
 *
 * @param {Element} place
 * @param {string} key
 * @return {Element}
 */
const markAt = (place, key) => {
  const found = place.querySelector(`[data-campusmeet-mark="${key}"]`);
  if (found) {
    return found;
  }
  const mark = document.createElement('span');
  mark.className = 'campusmeet-live badge bg-success text-white';
  mark.dataset.campusmeetMark = key;
  place.append(mark);
  return mark;
};

/**
 * Marks activities, and cards and links of courses on the dashboard.
 *
 * @param {{cm: number, course: number, name: string, words: string}[]} live
 */
const show = (live) => {
  const cms = new Map(live.map((one) => [String(one.cm), one]));
  document.querySelectorAll('[data-campusmeet-cm]').forEach((mark) => {
    const one = cms.get(mark.dataset.campusmeetCm);
    mark.hidden = !one;
    mark.textContent = one ? one.words : '';
  });
  document.querySelectorAll('[data-campusmeet-mark]').forEach((mark) => mark.remove());
  live.forEach(({ course, words }) => {
    const cards = `[data-region="course-content"][data-course-id="${course}"], [data-region="course-item"][data-course-id="${course}"]`;
    document.querySelectorAll(cards).forEach((card) => {
      const name = card.querySelector('.coursename, a');
      if (name && name.parentElement) {
        markAt(name.parentElement, `course-${course}`).textContent = words;
      }
    });
  });
};

/** Asks what is live, while somebody looks. */
const look = async () => {
  if (document.hidden) {
    return;
  }
  const answer = await fetch(page.dataset.live, { headers: { accept: 'application/json' } });
  const said = answer.ok ? await answer.json() : {};
  if (Array.isArray(said.live)) {
    show(said.live);
  }
};

/** What fails here is not the page's concern: the next look may get through. */
const quietly = (work) => () => {
  work().catch(() => undefined);
};

const begin = () => {
  quietly(ring)();
  quietly(look)();
  window.setInterval(quietly(look), PERIOD);
  document.addEventListener('visibilitychange', quietly(look));
};

const later = window.requestIdleCallback || ((work) => window.setTimeout(work, 200));
if (page && document.readyState === 'complete') {
  later(begin);
} else if (page) {
  window.addEventListener('load', () => later(begin));
}
