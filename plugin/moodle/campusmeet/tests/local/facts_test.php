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
 * What is said of a person.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

/**
 * A user's fields, as Campus Meet takes them.
 *
 * @covers \mod_campusmeet\local\facts
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
#[\PHPUnit\Framework\Attributes\CoversClass(facts::class)]
final class facts_test extends \basic_testcase {
    /**
     * Texts are cleaned of what a line must not have, and cut.
     */
    public function test_texts(): void {
        $this->assertSame('Tom & "Jerry" <b>', facts::text("  Tom & \"Jerry\"\n<b> ", 255));
        $this->assertSame('数据', facts::text('数据结构', 2));
        $this->assertSame('数据', facts::text('数据 结构', 3));
        $this->assertSame('CS · 数据 结构', facts::text("CS  ·\u{a0}数据\u{3000}结构", 255));
        $this->assertNull(facts::text(" \t\n", 255));
        $this->assertNull(facts::text(null, 255));
    }

    /**
     * Names that Moodle shows as HTML say the same as text, whether or not whoever wrote them used entities.
     */
    public function test_plain(): void {
        $this->assertSame('Tom\'s "Class" bold & x < y', facts::plain('Tom\'s "Class" <b>bold</b> &amp; x &lt; y'));
        $this->assertSame('&lt;b&gt;', facts::plain('&amp;lt;b&amp;gt;'));
        $this->assertSame('"\'', facts::plain('&quot;&#39;'));
    }

    /**
     * Languages have the names that browsers know.
     */
    public function test_languages(): void {
        $this->assertSame('zh-CN', facts::language((object) ['lang' => 'zh_cn']));
        $this->assertSame('en', facts::language((object) ['lang' => 'en']));
        $this->assertNull(facts::language((object) ['lang' => '']));
        $this->assertNull(facts::language((object) ['lang' => 'no language!']));
    }

    /**
     * Whoever is suspended is listed as such; an address that is none is left out.
     */
    public function test_listed(): void {
        $listed = facts::listed((object) [
            'id' => 7, 'firstname' => '芳', 'lastname' => '林', 'email' => 'nowhere', 'idnumber' => '', 'phone1' => '1',
            'phone2' => '', 'lang' => 'en', 'timezone' => '99', 'suspended' => '1',
        ]);
        $this->assertSame(['7', '芳', '林', null, null, '1', true], [
            $listed['id'], $listed['given'], $listed['family'], $listed['email'], $listed['number'], $listed['phone'],
            $listed['suspended'],
        ]);
    }
}
