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
 * Whom Moodle tells that a class started.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

/**
 * Whom Moodle tells that a class started.
 *
 * @group mod_campusmeet_core
 * @covers \mod_campusmeet\local\notifications
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
#[\PHPUnit\Framework\Attributes\Group('mod_campusmeet_core')]
#[\PHPUnit\Framework\Attributes\CoversClass(notifications::class)]
final class notifications_test extends \advanced_testcase {
    /**
     * Members are told; whom Moodle does not know, or has suspended, is named as not told.
     */
    public function test_class_started(): void {
        $this->resetAfterTest();
        $generator = $this->getDataGenerator();
        $course = $generator->create_course();
        $activity = $generator->create_module('campusmeet', ['course' => $course->id, 'name' => 'Weekly lecture']);
        $member = $generator->create_and_enrol($course, 'student');
        $suspended = $generator->create_and_enrol($course, 'student', ['suspended' => 1]);
        $stranger = $generator->create_user();
        $sink = $this->redirectMessages();
        $told = notifications::tell_started([
            'meeting' => 'm1',
            'room' => 'cm:' . $activity->cmid,
            'title' => 'Weekly lecture',
            'host' => 'Teacher',
            'users' => [(string) $member->id, (string) $suspended->id, (string) $stranger->id, '999999'],
        ]);
        $this->assertSame(['meeting' => 'm1', 'untold' => [(string) $suspended->id, '999999']], $told);
        $messages = $sink->get_messages();
        $this->assertCount(1, $messages);
        $this->assertEquals($member->id, $messages[0]->useridto);
        $this->assertStringContainsString('Weekly lecture', $messages[0]->subject);
    }

    /**
     * Of a room that is no more nothing is confirmed: Campus Meet tells it by itself.
     */
    public function test_room_is_gone(): void {
        $this->resetAfterTest();
        $started = ['meeting' => 'm1', 'room' => 'cm:999999', 'title' => 'x', 'host' => 'y', 'users' => ['2']];
        $this->assertNull(notifications::tell_started($started));
    }

    /**
     * A missed call is told to an account that is there, and not confirmed otherwise.
     */
    public function test_missed_call(): void {
        $this->resetAfterTest();
        $user = $this->getDataGenerator()->create_user();
        $sink = $this->redirectMessages();
        $missed = ['call' => 'c1', 'caller' => 'Teacher', 'title' => 'Talk', 'at' => 1796091338044, 'room' => null];
        $missed['url'] = 'https://meet.example.edu/meeting/m1';
        $this->assertSame('c1', notifications::tell_missed($missed + ['user' => (string) $user->id]));
        $this->assertNull(notifications::tell_missed($missed + ['user' => '999999']));
        $this->assertCount(1, $sink->get_messages());
    }
}
