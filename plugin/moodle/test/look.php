<?php
// Says as JSON what the files of the plugin hold, for plugin.test.ts: its strings, and whether its tables are as they
// should be. Moodle itself is not there; what stands in for it is nothing but the constant that says that it runs.
define('MOODLE_INTERNAL', true);
$plugin = __DIR__ . '/../campusmeet';

/** The strings of a language, in their order. */
$strings = function (string $language) use ($plugin): array {
    $string = [];
    require("$plugin/lang/$language/campusmeet.php");
    return $string;
};

libxml_use_internal_errors(true);
$document = new DOMDocument();
$document->load("$plugin/db/install.xml");
$document->schemaValidate(__DIR__ . '/xmldb.xsd');
$flaws = array_map(fn($flaw) => trim($flaw->message), libxml_get_errors());

echo json_encode(['en' => $strings('en'), 'zh_cn' => $strings('zh_cn'), 'flaws' => $flaws]);
