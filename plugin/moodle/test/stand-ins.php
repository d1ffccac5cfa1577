<?php
// Stand-ins for what the plugin's classes use of Moodle's core, so that its tests run where Moodle is not. Each says what
// it stands for. The tests have the form of Moodle's own, in which vendor/bin/phpunit runs them with core itself.
define('MOODLE_INTERNAL', true);

/** Stands for lib/phpunit/classes/basic_testcase.php. */
abstract class basic_testcase extends PHPUnit\Framework\TestCase {
}

/** Stands for lib/phpunit/classes/advanced_testcase.php: its tests need Moodle itself, and are left out here. */
abstract class advanced_testcase extends basic_testcase {
}

/** Stands for lib/classes/text.php. */
class core_text {
    public static function substr(string $text, int $start, ?int $length = null): string {
        return mb_substr($text, $start, $length, 'UTF-8');
    }
}

/** Stands for lib/classes/date.php; "99" is the server's. */
class core_date {
    public static function get_user_timezone($user): string {
        return $user->timezone === '99' ? 'Asia/Shanghai' : $user->timezone;
    }
}

/** Stands for lib/classes/exception/moodle_exception.php: without words, which are Moodle's to find. */
class moodle_exception extends Exception {
    public function __construct(public $errorcode, public $module = '', public $link = '', public $a = null) {
        parent::__construct($errorcode);
    }
}

/** Stands for lib/weblib.php, validate_email(). */
function validate_email($address): bool {
    return filter_var((string) $address, FILTER_VALIDATE_EMAIL) !== false;
}

// Stands for lib/classes/component.php: classes by their place.
spl_autoload_register(function (string $class): void {
    $file = __DIR__ . '/../campusmeet/classes/' . strtr(substr($class, strlen('mod_campusmeet\\')), '\\', '/') . '.php';
    if (str_starts_with($class, 'mod_campusmeet\\') && is_file($file)) {
        require($file);
    }
});
