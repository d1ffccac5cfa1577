@mod @mod_campusmeet
Feature: People see the panel of a Campus Meet activity as far as they may
  In order to meet my course
  As a member of the course
  I need to see the panel in the page of the activity

  Background:
    Given the following "users" exist:
      | username | firstname | lastname | email                |
      | teacher1 | Terry     | Teacher  | teacher1@example.com |
      | helper1  | Helen     | Helper   | helper1@example.com  |
      | student1 | Sam       | Student  | student1@example.com |
    And the following "courses" exist:
      | fullname | shortname |
      | Course 1 | C1        |
    And the following "course enrolments" exist:
      | user     | course | role           |
      | teacher1 | C1     | editingteacher |
      | helper1  | C1     | teacher        |
      | student1 | C1     | student        |
    And the following "activities" exist:
      | activity   | name           | course | idnumber |
      | campusmeet | Weekly lecture | C1     | meet1    |

  Scenario Outline: Members see the panel where the Moodle is connected
    Given this Moodle is connected to Campus Meet
    When I am on the "Weekly lecture" "campusmeet activity" page logged in as <user>
    Then "campus-meet" "css_element" should exist
    And "Join as a guest" "button" should not exist

    Examples:
      | user     |
      | admin    |
      | teacher1 |
      | helper1  |
      | student1 |

  Scenario: Nobody sees the panel where the Moodle is not connected
    When I am on the "Weekly lecture" "campusmeet activity" page logged in as student1
    Then I should see "This Moodle is not connected to Campus Meet yet."
    And "campus-meet" "css_element" should not exist

  Scenario: Who may not join is told so
    Given this Moodle is connected to Campus Meet
    And the following "permission overrides" exist:
      | capability          | permission | role    | contextlevel | reference |
      | mod/campusmeet:join | Prohibit   | student | Course       | C1        |
    When I am on the "Weekly lecture" "campusmeet activity" page logged in as student1
    Then I should see "You may not come into the meetings of this activity."
    And "campus-meet" "css_element" should not exist

  Scenario: Who is kept out by a restriction does not get to the panel
    Given this Moodle is connected to Campus Meet
    And the following "activities" exist:
      | activity   | name      | course | idnumber | availability                                                            |
      | campusmeet | Next term | C1     | meet2    | {"op":"&","c":[{"type":"date","d":">=","t":4102444800}],"showc":[true]} |
    And I am on the "Next term" "campusmeet activity" page logged in as teacher1
    And "campus-meet" "css_element" should exist
    When I am on the "Course 1" course page logged in as student1
    Then I should see "Available from" in the "Next term" "activity"
    And "Next term" "link" should not exist in the "Next term" "activity"

  Scenario: All activities of a course are on one page, without hidden ones for students
    Given the following "activities" exist:
      | activity   | name          | course | idnumber | visible |
      | campusmeet | Staff meeting | C1     | meet2    | 0       |
    And I am on the "C1" "mod_campusmeet > Activities" page logged in as teacher1
    And I should see "Weekly lecture"
    And I should see "Staff meeting"
    When I am on the "C1" "mod_campusmeet > Activities" page logged in as student1
    Then I should see "Weekly lecture"
    And I should not see "Staff meeting"
