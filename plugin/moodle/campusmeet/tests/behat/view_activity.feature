@mod @mod_campusmeet
Feature: People see the panel of a Campus Meet activity as far as they may
  In order to meet my course
  As a member of the course
  I need to see the panel in the page of the activity

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
      | activity   | name           | course | idnumber |
      | campusmeet | Weekly lecture | C1     | meet1    |

  Scenario Outline: Members see the panel where the Moodle is connected
    Given the following config values are set as admin:
      | address    | https://meet.example.com | mod_campusmeet |
      | privatekey | of no use                | mod_campusmeet |
    When I am on the "Weekly lecture" "campusmeet activity" page logged in as <user>
    Then "campus-meet" "css_element" should exist
    And "Join as a guest" "button" should not exist

    Examples:
      | user     |
      | teacher1 |
      | student1 |

  Scenario: Nobody sees the panel where the Moodle is not connected
    When I am on the "Weekly lecture" "campusmeet activity" page logged in as student1
    Then I should see "This Moodle is not connected to Campus Meet yet."
    And "campus-meet" "css_element" should not exist

  Scenario: Who may not join is told so
    Given the following config values are set as admin:
      | address    | https://meet.example.com | mod_campusmeet |
      | privatekey | of no use                | mod_campusmeet |
    And the following "permission overrides" exist:
      | capability          | permission | role    | contextlevel | reference |
      | mod/campusmeet:join | Prohibit   | student | Course       | C1        |
    When I am on the "Weekly lecture" "campusmeet activity" page logged in as student1
    Then I should see "You may not come into the meetings of this activity."
    And "campus-meet" "css_element" should not exist
