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
 * What the overview of a course's activities says.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\courseformat;

/**
 * What the overview of a course's activities says, from Moodle 5.0 on.
 *
 * @group mod_campusmeet_core
 * @covers \mod_campusmeet\courseformat\overview
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
#[\PHPUnit\Framework\Attributes\Group('mod_campusmeet_core')]
#[\PHPUnit\Framework\Attributes\CoversClass(overview::class)]
final class overview_test extends \advanced_testcase {
    /**
     * An activity is marked while it is live.
     */
    public function test_live(): void {
        if (!class_exists('\core_courseformat\activityoverviewbase')) {
            $this->markTestSkipped('Moodle has this page from 5.0 on.');
        }
        $this->resetAfterTest();
        $this->setAdminUser();
        $course = $this->getDataGenerator()->create_course();
        $activity = $this->getDataGenerator()->create_module('campusmeet', ['course' => $course->id]);
        $cm = get_fast_modinfo($course)->get_cm($activity->cmid);
        $overview = \core_courseformat\local\overview\overviewfactory::create($cm);
        $this->assertInstanceOf(overview::class, $overview);
        $shown = fn() => $overview->get_extra_overview_items()['live']->get_content();
        $this->assertStringContainsString('hidden', $shown());
        $known = ['at' => time(), 'rooms' => ['cm:' . $cm->id => 3]];
        \cache::make('mod_campusmeet', 'live')->set('rooms', $known);
        $this->assertStringContainsString(get_string('livewith', 'mod_campusmeet', 3), $shown());
    }
}
