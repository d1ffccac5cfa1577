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
 * What becomes of changes while Campus Meet is away.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

/**
 * What becomes of changes while Campus Meet is away.
 *
 * @group mod_campusmeet_core
 * @covers \mod_campusmeet\local\pushing
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
#[\PHPUnit\Framework\Attributes\Group('mod_campusmeet_core')]
#[\PHPUnit\Framework\Attributes\CoversClass(pushing::class)]
final class pushing_test extends \advanced_testcase {
    /**
     * A connection to an address where nothing listens.
     */
    protected function setUp(): void {
        parent::setUp();
        $this->resetAfterTest();
        $this->setAdminUser();
        set_config('curlsecurityblockedhosts', '');
        set_config('curlsecurityallowedport', '');
        $this->getDataGenerator()->get_plugin_generator('mod_campusmeet')->connect('http://127.0.0.1:1');
    }

    /**
     * A change stays untold, with the problem, and is tried again whatever became of its adhoc task.
     */
    public function test_away(): void {
        global $DB;
        $course = $this->getDataGenerator()->create_course();
        $activity = $this->getDataGenerator()->create_module('campusmeet', ['course' => $course->id]);
        $room = ['room' => 'cm:' . $activity->cmid];
        $this->getDataGenerator()->create_and_enrol($course, 'student');
        $this->assertTrue($DB->record_exists('task_adhoc', ['classname' => '\mod_campusmeet\task\push_room']));
        $DB->set_field('task_adhoc', 'attemptsavailable', 0);
        try {
            pushing::push_left();
            $this->fail('nothing listens there');
        } catch (problem $problem) {
            $this->assertTrue($problem->is_away());
        }
        $row = $DB->get_record('campusmeet_room', $room);
        $this->assertNotEquals($row->changes, $row->told);
        $this->assertNotEmpty($row->problem);
    }

    /**
     * A regular task says the problem and keeps its times.
     */
    public function test_regular_task(): void {
        $this->expectOutputRegex('/\S/');
        (new \mod_campusmeet\task\pull_updates())->execute();
    }
}
