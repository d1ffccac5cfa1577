@mod @mod_campusmeet
Feature: Campus Meet activities have the groups of Moodle
  In order to meet the groups of my course each by itself
  As a teacher
  I need to say how an activity uses groups

  Background:
    Given the following "users" exist:
      | username | firstname | lastname | email                |
      | teacher1 | Terry     | Teacher  | teacher1@example.com |
    And the following "courses" exist:
      | fullname | shortname |
      | Course 1 | C1        |
    And the following "course enrolments" exist:
      | user     | course | role           |
      | teacher1 | C1     | editingteacher |
    And the following "groups" exist:
      | name    | course | idnumber |
      | Group A | C1     | GA       |
      | Group B | C1     | GB       |
    And the following "groupings" exist:
      | name  | course | idnumber |
      | Pairs | C1     | P        |
    And the following "activities" exist:
      | activity   | name           | course | idnumber |
      | campusmeet | Weekly lecture | C1     | meet1    |

  Scenario: Separate groups and a grouping are chosen and kept
    Given I am on the "Weekly lecture" "campusmeet activity editing" page logged in as teacher1
    And I set the following fields to these values:
      | Group mode | Separate groups |
      | Grouping   | Pairs           |
    And I press "Save and display"
    When I am on the "Weekly lecture" "campusmeet activity editing" page
    Then the following fields match these values:
      | Group mode | Separate groups |
      | Grouping   | Pairs           |
