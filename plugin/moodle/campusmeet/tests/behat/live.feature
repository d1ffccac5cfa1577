@mod @mod_campusmeet
Feature: Courses show which meetings are live
  In order to come into a meeting that runs
  As a member of a course
  I need to see that it is live wherever I am in Moodle

  Background:
    Given the following "users" exist:
      | username | firstname | lastname | email                |
      | student1 | Sam       | Student  | student1@example.com |
    And the following "courses" exist:
      | fullname | shortname |
      | Course 1 | C1        |
      | Course 2 | C2        |
    And the following "course enrolments" exist:
      | user     | course | role    |
      | student1 | C1     | student |
      | student1 | C2     | student |
    And the following "activities" exist:
      | activity   | name           | course | idnumber | visible |
      | campusmeet | Weekly lecture | C1     | meet1    | 1       |
      | campusmeet | Office hour    | C1     | meet2    | 1       |
      | campusmeet | Staff meeting  | C2     | meet3    | 0       |
    And this Moodle is connected to Campus Meet
    And the following "mod_campusmeet > live meetings" exist:
      | activity | present |
      | meet1    | 12      |
      | meet3    | 4       |

  Scenario: A course page says what is live, and how many are in
    When I am on the "Course 1" course page logged in as student1
    Then I should see "Live now · 12" in the "Weekly lecture" "activity"
    And I should not see "Live now" in the "Office hour" "activity"

  @javascript
  Scenario: The list of courses marks a course with a live meeting, and none for a hidden one
    When I am on the "My courses" page logged in as student1
    Then I should see "Live now · 12" in the "//*[@data-region='course-content'][contains(., 'Course 1')]" "xpath_element"
    And I should not see "Live now · 4"

  Scenario: Pages ring for who is signed in, where it is not switched off
    Given I am on the "Course 1" course page logged in as student1
    And "#campusmeet-page[data-ringer='https://localhost:1/embed/campus-meet.js']" "css_element" should exist
    And the following config values are set as admin:
      | ringer | 0 | mod_campusmeet |
    When I am on the "Course 1" course page
    Then "#campusmeet-page[data-ringer='']" "css_element" should exist
    And I log out
    And "#campusmeet-page" "css_element" should not exist
