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
 * Makes activities for tests, and what Campus Meet tells of them.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

use mod_campusmeet\local\attendance;
use mod_campusmeet\local\calendar;
use mod_campusmeet\local\connection;
use mod_campusmeet\local\notifications;
use mod_campusmeet\local\room;

/**
 * The generator of the activity.
 *
 * Documented in lib/testing/generator/module_generator.php (4.5). Campus Meet itself is not asked: what it would answer is
 * given to the same functions that take its answers.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class mod_campusmeet_generator extends testing_module_generator {
    /**
     * Connects this Moodle, with a key that nobody knows.
     *
     * @param string $address an origin
     */
    public function connect(string $address): void {
        $key = openssl_pkey_new(['private_key_bits' => 2048]);
        openssl_pkey_export($key, $private);
        connection::keep([
            'address' => $address,
            'audience' => $address,
            'messageaudience' => $address . '/api/moodle',
            'privatekey' => $private,
            'sitename' => $address,
            'vouches' => '',
        ]);
    }

    /**
     * A meeting is planned.
     *
     * @param array $record cmid, timestart; title, minutes, groupid
     */
    public function create_planned_meeting(array $record): void {
        $record += ['title' => '', 'minutes' => 45, 'groupid' => 0];
        $at = (int) $record['timestart'];
        calendar::take([[
            'room' => $this->room($record),
            'series' => random_string(10),
            'title' => $record['title'],
            'group' => $record['groupid'],
            'minutes' => $record['minutes'],
            'dates' => [['date' => userdate($at, '%Y-%m-%d'), 'at' => $at * 1000]],
        ]], $at + YEARSECS);
    }

    /**
     * What the meetings of a person come to.
     *
     * @param array $record cmid, userid, counted, attended, minutes
     */
    public function create_attended(array $record): void {
        attendance::take($this->room($record), [['user' => $record['userid']] + $record]);
    }

    /**
     * A meeting is live.
     *
     * @param array $record cmid, present
     */
    public function create_live_meeting(array $record): void {
        $cache = \cache::make('mod_campusmeet', 'live');
        $rooms = [$this->room($record) => (int) $record['present']] + ($cache->get('rooms')['rooms'] ?? []);
        // Known for as long as a test may take.
        $cache->set('rooms', ['at' => time() + HOURSECS, 'rooms' => $rooms]);
    }

    /**
     * A class has started: a member is to be told.
     *
     * @param array $record cmid, userid, host
     */
    public function create_started_class(array $record): void {
        notifications::tell_started([
            'meeting' => random_string(10),
            'room' => $this->room($record),
            'host' => $record['host'],
            'users' => [(string) $record['userid']],
        ]);
    }

    /**
     * The room of an activity.
     *
     * @param array $record cmid
     * @return string
     */
    private function room(array $record): string {
        [, $cm] = get_course_and_cm_from_cmid((int) $record['cmid'], 'campusmeet');
        return room::of_cm($cm)->id();
    }
}
