<?php
// Makes what the plugin adds to the overview of a course's activities, which Moodle has from 5.0 on, and prints it as JSON
// for plugin.test.ts. Each stand-in says what it stands for; signatures are those of 5.0, 5.1 and 5.2.
namespace core_courseformat {
    /** Stands for course/format/classes/activityoverviewbase.php. */
    abstract class activityoverviewbase {
        public function __construct(protected readonly \cm_info $cm) {
        }

        public function get_extra_overview_items(): array {
            return [];
        }
    }
}

namespace core_courseformat\local\overview {
    /** Stands for course/format/classes/local/overview/overviewitem.php. */
    class overviewitem {
        public function __construct(
            public string $name,
            public int|string|bool|null $value,
            public ?string $content = null
        ) {
        }
    }
}

namespace {
    // Stands for lib/classes/component.php: classes by their place.
    spl_autoload_register(function (string $class): void {
        require(__DIR__ . '/../campusmeet/classes/' . strtr(substr($class, strlen('mod_campusmeet\\')), '\\', '/') . '.php');
    });

    /** Stands for course/classes/cm_info.php. */
    class cm_info {
        public $customdata = ['generation' => 1];

        public function __construct(public int $id) {
        }
    }

    /** Stands for cache/classes/cache.php: it holds what the first argument of this program says. */
    class cache {
        public static function make(string $component, string $area): self {
            return new self();
        }

        public function get(string $key) {
            return ['at' => time(), 'rooms' => json_decode($GLOBALS['argv'][1], true)];
        }
    }

    /** Stands for lib/classes/output/html_writer.php. */
    class html_writer {
        public static function span(string $content, string $class, array $attributes): string {
            $said = array_map(fn($name) => " $name=\"$attributes[$name]\"", array_keys($attributes));
            return "<span class=\"$class\"" . implode('', $said) . ">$content</span>";
        }
    }

    /** Stands for lib/moodlelib.php, get_string(): without words, which are Moodle's to find. */
    function get_string(string $key, string $component, $a = null): string {
        return $a ? "$key $a" : $key;
    }

    /** Stands for lib/weblib.php, s(). */
    function s($text): string {
        return htmlspecialchars($text);
    }

    echo json_encode((new mod_campusmeet\courseformat\overview(new cm_info(33)))->get_extra_overview_items());
}
