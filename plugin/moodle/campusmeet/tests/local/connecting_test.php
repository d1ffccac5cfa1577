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
 * What an administrator pastes, and what is said of what is wrong.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

/**
 * Addresses and refusals.
 *
 * @covers \mod_campusmeet\local\connecting
 * @covers \mod_campusmeet\local\problem
 * @covers \mod_campusmeet\local\access
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
#[\PHPUnit\Framework\Attributes\CoversClass(connecting::class)]
#[\PHPUnit\Framework\Attributes\CoversClass(problem::class)]
#[\PHPUnit\Framework\Attributes\CoversClass(access::class)]
final class connecting_test extends \basic_testcase {
    /**
     * The origin counts, whatever stands behind it.
     */
    public function test_origin(): void {
        $this->assertSame('https://meet.example.edu', connecting::origin(' https://Meet.example.edu/login?x=1 '));
        $this->assertSame('http://127.0.0.1:8090', connecting::origin('http://127.0.0.1:8090/'));
    }

    /**
     * What is no address of the web is refused.
     *
     * @dataProvider no_addresses
     * @param string $address
     */
    #[\PHPUnit\Framework\Attributes\DataProvider('no_addresses')]
    public function test_no_address(string $address): void {
        $this->expectException(problem::class);
        connecting::origin($address);
    }

    /**
     * What is no address.
     *
     * @return array
     */
    public static function no_addresses(): array {
        return [[''], ['meet.example.edu'], ['ftp://meet.example.edu'], ['javascript:alert(1)'], ['https://']];
    }

    /**
     * Refusals that we have words for are said in them, all others by their code.
     */
    public function test_refusals(): void {
        $this->assertSame('problem:codeused', problem::refused('moodle/code-used', '')->errorcode);
        $this->assertSame('problem:refused', problem::refused('other/code', '')->errorcode);
        $this->assertSame('other/code', problem::refused('other/code', '')->answer);
    }

    /**
     * Capabilities are roles.
     */
    public function test_roles(): void {
        $this->assertSame('student', access::named(false, false));
        $this->assertSame('student', access::named(false, true));
        $this->assertSame('teacher', access::named(true, false));
        $this->assertSame('editing-teacher', access::named(true, true));
    }

    /**
     * Of capabilities those are told that are held, as Campus Meet calls them.
     */
    public function test_capabilities(): void {
        $views = fn($name) => $name === 'mod/campusmeet:viewattendance';
        $this->assertSame([], access::held(fn() => false, true));
        $this->assertSame(['view-attendance'], access::held($views, true));
        $this->assertSame(['invite-guests', 'view-attendance', 'all-groups'], access::held(fn() => true, true));
        // Only separate groups are kept from anybody.
        $this->assertSame(['view-attendance', 'all-groups'], access::held($views, false));
    }
}
