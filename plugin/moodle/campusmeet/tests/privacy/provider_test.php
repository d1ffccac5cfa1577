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
 * Moodle’s privacy tools while Campus Meet is away.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\privacy;

use core_privacy\local\request\approved_contextlist;
use core_privacy\local\request\writer;

/**
 * Moodle’s privacy tools while Campus Meet is away.
 *
 * @group mod_campusmeet_core
 * @covers \mod_campusmeet\privacy\provider
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
#[\PHPUnit\Framework\Attributes\Group('mod_campusmeet_core')]
#[\PHPUnit\Framework\Attributes\CoversClass(provider::class)]
final class provider_test extends \advanced_testcase {
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
     * Nothing is left out: every activity that may hold something is named, an export says what is missing, and the
     * erasure waits for cron.
     */
    public function test_away(): void {
        global $DB;
        $course = $this->getDataGenerator()->create_course();
        $activity = $this->getDataGenerator()->create_module('campusmeet', ['course' => $course->id]);
        $user = $this->getDataGenerator()->create_and_enrol($course, 'student');
        $row = ['campusmeetid' => $activity->id, 'userid' => $user->id, 'counted' => 2, 'attended' => 1, 'minutes' => 90];
        $DB->insert_record('campusmeet_attended', $row + ['timemodified' => time()]);
        $context = \context_module::instance($activity->cmid);
        $found = provider::get_contexts_for_userid((int) $user->id);
        $this->assertEquals([$context->id], $found->get_contextids());
        $approved = new approved_contextlist($user, 'mod_campusmeet', [$context->id]);
        provider::export_user_data($approved);
        $there = writer::with_context($context)->get_data([get_string('keptthere', 'mod_campusmeet')]);
        $this->assertNotEmpty($there->problem);
        provider::delete_data_for_user($approved);
        $this->assertFalse($DB->record_exists('campusmeet_attended', ['userid' => $user->id]));
        $task = $DB->get_record('task_adhoc', ['classname' => '\mod_campusmeet\task\erase_kept'], '*', MUST_EXIST);
        $waits = ['room' => 'cm:' . $activity->cmid, 'users' => [(string) $user->id]];
        $this->assertSame($waits, json_decode($task->customdata, true));
    }
}
