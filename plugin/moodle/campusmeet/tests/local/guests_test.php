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
 * Who comes in as a guest of Moodle.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

/**
 * Who comes in as a guest of Moodle.
 *
 * @group mod_campusmeet_core
 * @covers \mod_campusmeet\local\guests
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
#[\PHPUnit\Framework\Attributes\Group('mod_campusmeet_core')]
#[\PHPUnit\Framework\Attributes\CoversClass(guests::class)]
final class guests_test extends \advanced_testcase {
    /** @var \stdClass A course with guests. */
    private \stdClass $course;

    /**
     * A course that lets guests in.
     */
    protected function setUp(): void {
        global $DB;
        parent::setUp();
        $this->resetAfterTest();
        $this->setAdminUser();
        $this->course = $this->getDataGenerator()->create_course();
        $instance = $DB->get_record('enrol', ['courseid' => $this->course->id, 'enrol' => 'guest'], '*', MUST_EXIST);
        enrol_get_plugin('guest')->update_status($instance, ENROL_INSTANCE_ENABLED);
    }

    /**
     * An activity of it.
     *
     * @param array $more
     * @return \cm_info
     */
    private function activity(array $more): \cm_info {
        $activity = $this->getDataGenerator()->create_module('campusmeet', ['course' => $this->course->id] + $more);
        return get_fast_modinfo($this->course)->get_cm($activity->cmid);
    }

    /**
     * Guests come in where the activity says so, and members and people who are not signed in do not come as guests.
     */
    public function test_who(): void {
        $cm = $this->activity(['guests' => 1]);
        $closed = $this->activity([]);
        $this->assertFalse(guests::may_join($cm), 'an administrator');
        $this->setUser($this->getDataGenerator()->create_and_enrol($this->course, 'student'));
        $this->assertFalse(guests::may_join($cm), 'a member');
        $this->setGuestUser();
        $this->assertTrue(guests::may_join($cm));
        $this->assertFalse(access::may_join(\context_module::instance($cm->id)), 'as a member');
        $this->assertFalse(guests::may_join($closed));
        $this->setUser(null);
        $this->assertFalse(guests::may_join($cm), 'nobody');
    }

    /**
     * A role may be kept out, as with every capability.
     */
    public function test_capability(): void {
        global $CFG;
        $cm = $this->activity(['guests' => 1]);
        assign_capability(guests::CAPABILITY, CAP_PROHIBIT, $CFG->guestroleid, \context_module::instance($cm->id), true);
        $this->setGuestUser();
        $this->assertFalse(guests::may_join($cm));
    }

    /**
     * Nobody comes in any more when the course has no guests, or the activity is hidden; Campus Meet is told.
     */
    public function test_taken_back(): void {
        global $DB;
        $cm = $this->activity(['guests' => 1]);
        $this->assertTrue(roster::of($cm)['guests']);
        set_coursemodule_visible($cm->id, 0);
        $this->assertFalse(roster::of(get_fast_modinfo($this->course)->get_cm($cm->id))['guests']);
        set_coursemodule_visible($cm->id, 1);
        $cm = get_fast_modinfo($this->course)->get_cm($cm->id);
        $this->assertTrue(guests::come_in($cm));
        $instance = $DB->get_record('enrol', ['courseid' => $this->course->id, 'enrol' => 'guest'], '*', MUST_EXIST);
        enrol_get_plugin('guest')->update_status($instance, ENROL_INSTANCE_DISABLED);
        $this->assertFalse(guests::come_in($cm));
    }

    /**
     * Unless it is chosen, no guest comes in.
     */
    public function test_off(): void {
        global $DB;
        $cm = $this->activity([]);
        $this->assertEquals(0, $DB->get_field('campusmeet', 'guests', ['id' => $cm->instance]));
        $this->assertFalse(roster::of($cm)['guests']);
    }
}
