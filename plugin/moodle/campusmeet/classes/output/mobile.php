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
 * The activity in Moodle's mobile app.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\output;

use mod_campusmeet\local\access;
use mod_campusmeet\local\connection;
use mod_campusmeet\local\live;

/**
 * A page of the app that opens the meeting in the phone's browser, signed in: the app's own frames get neither camera nor
 * microphone.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class mobile {
    /**
     * The page.
     *
     * Documented in admin/tool/mobile/classes/external.php, get_content() (4.5): it checks nothing by itself.
     *
     * @param array $args cmid, and what else the app says
     * @return array templates, javascript, otherdata
     */
    public static function view(array $args): array {
        global $OUTPUT;
        [$course, $cm] = get_course_and_cm_from_cmid((int) $args['cmid'], 'campusmeet');
        require_login($course, false, $cm, true, true);
        $context = \context_module::instance($cm->id);
        require_capability('mod/campusmeet:view', $context);
        $isconnected = connection::current() !== null;
        $mayjoin = $isconnected && access::may_join($context);
        $data = [
            'mayjoin' => $mayjoin,
            'why' => $mayjoin ? '' : get_string($isconnected ? 'nojoin' : 'notconnected', 'mod_campusmeet'),
            'live' => live::of($cm),
            'open' => get_string('openmeeting', 'mod_campusmeet'),
            'url' => (new \moodle_url('/mod/campusmeet/view.php', ['id' => $cm->id]))->out(false),
        ];
        $html = $OUTPUT->render_from_template('mod_campusmeet/mobileapp/meeting', $data);
        return ['templates' => [['id' => 'main', 'html' => $html]], 'javascript' => '', 'otherdata' => []];
    }
}
