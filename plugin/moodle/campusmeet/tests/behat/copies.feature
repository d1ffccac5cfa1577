@mod @mod_campusmeet @core_backup
Feature: Campus Meet activities are duplicated, backed up and reset
  In order to use my course again
  As a teacher
  I need to copy its activities, each with a room of its own

  Background:
    Given the following "users" exist:
      | username | firstname | lastname | email                |
      | teacher1 | Terry     | Teacher  | teacher1@example.com |
      | student1 | Sam       | Student  | student1@example.com |
    And the following "courses" exist:
      | fullname | shortname |
      | Course 1 | C1        |
    And the following "course enrolments" exist:
      | user     | course | role           |
      | teacher1 | C1     | editingteacher |
      | student1 | C1     | student        |
    And the following "activities" exist:
      | activity   | name           | course | idnumber | section | grade |
      | campusmeet | Weekly lecture | C1     | meet1    | 1       | 100   |
    And the following "mod_campusmeet > attendance" exist:
      | activity | user     | counted | attended | minutes |
      | meet1    | student1 | 4       | 3        | 120     |
    And the following "mod_campusmeet > planned meetings" exist:
      | activity | title           | timestart       |
      | meet1    | Lecture of week | ##now +1 hour## |
    And the following "mod_campusmeet > live meetings" exist:
      | activity | present |
      | meet1    | 12      |

  @javascript
  Scenario: An activity is duplicated
    Given I am on the "Course 1" course page logged in as teacher1
    And I turn editing mode on
    When I duplicate "Weekly lecture" activity
    Then I should see "Live now · 12" in the "Weekly lecture" "activity"
    And I should not see "Live now" in the "Weekly lecture (copy)" "activity"

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
    And I should not see "Live now"

  Scenario: A course's reset offers new rooms
    When I am on the "Course 1" "reset" page logged in as teacher1
    Then I should see "Give each activity a new, empty room"

  Scenario: After a reset nobody is in the new room, and nothing of the old one is left
    Given I am on the "Course 1" course page logged in as teacher1
    And I should see "Live now · 12"
    And I am on the "Course 1" "reset" page
    And I set the field "Give each activity a new, empty room" to "1"
    And I press "Reset course"
    And I press "Continue"
    When I am on the "Course 1" course page
    Then I should see "Weekly lecture"
    And I should not see "Live now"
    And I am viewing calendar in "upcoming" view
    And I should not see "Lecture of week"

  @javascript
  Scenario: A deleted activity takes its dates and grades along
    Given I am on the "Course 1" course page logged in as teacher1
    And I turn editing mode on
    And I delete "Weekly lecture" activity
    And I run all adhoc tasks
    When I am on the "Course 1" "grades > Grader report > View" page
    Then I should not see "Weekly lecture"
    And I am viewing calendar in "upcoming" view
    And I should not see "Lecture of week"
