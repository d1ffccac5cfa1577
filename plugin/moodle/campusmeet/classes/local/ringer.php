<?php
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
 * Lets every page ring.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

/**
 * Adds a few words of data and a small script to pages of people who are signed in. The script waits until the page is
 * loaded before it does anything (js/page.js).
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class ringer {
    /** Pages that are no place for it. */
    const NOT_ON = ['embedded', 'popup', 'print', 'redirect', 'maintenance', 'login', 'secure'];

    /**
     * The callback.
     *
     * @param \core\hook\output\before_footer_html_generation $hook
     */
    public static function add_to_page(\core\hook\output\before_footer_html_generation $hook): void {
        global $CFG, $PAGE;
        if (during_initial_install() || !isloggedin() || isguestuser() || in_array($PAGE->pagelayout, self::NOT_ON, true)) {
            return;
        }
        $connection = connection::current();
        if (!$connection) {
            return;
        }
        // The panel of the activity's own page rings by itself.
        $rings = get_config('mod_campusmeet', 'ringer') && $PAGE->pagetype !== 'mod-campusmeet-view';
        $address = fn(string $file) => (new \moodle_url('/mod/campusmeet/' . $file, ['sesskey' => sesskey()]))->out(false);
        $script = new \moodle_url('/mod/campusmeet/js/page.js', ['v' => get_config('mod_campusmeet', 'version')]);
        $hook->add_html(\html_writer::span('', '', [
            'id' => 'campusmeet-page',
            'hidden' => 'hidden',
            'data-live' => $address('live.php'),
            'data-ringer' => $rings ? $connection->script() : '',
            'data-launch' => $address('token.php'),
            'data-lang' => str_replace('_', '-', current_language()),
            'data-title' => get_string('modulename', 'mod_campusmeet'),
        ]) . \html_writer::tag('script', '', ['type' => 'module', 'src' => $script->out(false)]));
    }
}
