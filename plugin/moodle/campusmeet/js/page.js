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
const ring = async() => {
    const {ringer, launch, lang, title} = page.dataset;
    if (!ringer) {
        return;
    }
    await import(ringer);
    const element = document.createElement('campus-meet');
    const attributes = {panel: 'ringer', launch, lang, title};
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    document.body.append(element);
};

/** What was live when it was last asked. */
let known = [];

/**
 * Where marks belong, and what they say: beside activities of a course page, and on cards and lists of courses.
 *
 * @return {Map<string, {places: Element[], words: string}>} by a key of ours
 */
const wanted = () => {
    const marks = new Map();
    known.forEach(({cm, course, words}) => {
        const activity = `[data-for="cmitem"][data-id="${cm}"] .activityname`;
        const card = `[data-region="course-content"][data-course-id="${course}"]`;
        const names = [...document.querySelectorAll(card)].map((one) => one.querySelector('.coursename'));
        const places = names.filter((name) => name !== null).map((name) => name.parentElement);
        // The server has marked it already where it knew of it.
        const isThere = document.querySelector(`[data-campusmeet-cm="${cm}"]`) !== null;
        marks.set(`cm-${cm}`, {places: isThere ? [] : [...document.querySelectorAll(activity)], words});
        marks.set(`course-${course}`, {places, words});
    });
    return marks;
};

/** Shows it, and changes nothing that is right already. */
const show = () => {
    const live = new Map(known.map((one) => [String(one.cm), one.words]));
    document.querySelectorAll('[data-campusmeet-cm]').forEach((mark) => {
        const words = live.get(mark.dataset.campusmeetCm);
        mark.hidden = words === undefined;
        if (words !== undefined && mark.textContent !== words) {
            mark.textContent = words;
        }
    });
    const marks = wanted();
    document.querySelectorAll('[data-campusmeet-mark]').forEach((mark) => {
        if (!marks.has(mark.dataset.campusmeetMark)) {
            mark.remove();
        }
    });
    marks.forEach(({places, words}, key) => {
        places.forEach((place) => {
            const found = place.querySelector(`[data-campusmeet-mark="${key}"]`);
            const mark = found || document.createElement('span');
            if (!found) {
                mark.className = 'campusmeet-live badge bg-success text-white';
                mark.dataset.campusmeetMark = key;
                place.append(mark);
            }
            if (mark.textContent !== words) {
                mark.textContent = words;
            }
        });
    });
};

/** Cards of courses come later than the page, and anew with each filter. */
const watch = () => {
    const isDue = (changes) => changes.some(({addedNodes}) => [...addedNodes].some((node) => node.nodeType === 1));
    document.querySelectorAll('[data-region="courses-view"], [data-region="recentlyaccessedcourses-view"]').forEach((view) => {
        new MutationObserver((changes) => isDue(changes) && show()).observe(view, {childList: true, subtree: true});
    });
};

/** Asks what is live, while somebody looks. */
const look = async() => {
    if (document.hidden) {
        return;
    }
    const answer = await fetch(page.dataset.live, {headers: {accept: 'application/json'}});
    const said = answer.ok ? await answer.json() : {};
    if (Array.isArray(said.live)) {
        known = said.live;
        show();
    }
};

/** What fails here is not the page's concern: the next look may get through. */
const quietly = (work) => () => {
    work().catch(() => undefined);
};

const begin = () => {
    watch();
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
