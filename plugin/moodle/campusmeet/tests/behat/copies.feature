@mod @mod_campusmeet @core_backup
Feature: Campus Meet activities are duplicated, backed up and reset
  In order to use my course again
  As a teacher
  I need to copy its activities, each with a room of its own

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
    And the following "activities" exist:
      | activity   | name           | course | idnumber | section |
      | campusmeet | Weekly lecture | C1     | meet1    | 1       |

  @javascript
  Scenario: An activity is duplicated
    Given I am on the "Course 1" course page logged in as teacher1
    And I turn editing mode on
    When I duplicate "Weekly lecture" activity
    Then I should see "Weekly lecture (copy)"

  @javascript
  Scenario: A course is backed up and restored
    Given the following config values are set as admin:
      | enableasyncbackup | 0 |
    And I log in as "admin"
    And I backup "Course 1" course using this options:
      | Confirmation | Filename | test_backup.mbz |
    When I restore "test_backup.mbz" backup into a new course using this options:
      | Schema | Course name       | Course 2 |
      | Schema | Course short name | C2       |
    Then I should see "Course 2"
    And I should see "Weekly lecture"

  Scenario: A course's reset offers new rooms
    When I am on the "Course 1" "reset" page logged in as teacher1
    Then I should see "Give each activity a new, empty room"
