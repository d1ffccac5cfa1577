@mod @mod_campusmeet @core_calendar
Feature: Planned meetings are in the calendar and on the timeline
  In order to come in time
  As a member of a course
  I need to find its planned meetings where Moodle has all dates

  Background:
    Given the following "users" exist:
      | username | firstname | lastname | email                |
      | student1 | Sam       | Student  | student1@example.com |
      | student2 | Sue       | Student  | student2@example.com |
      | outside1 | Otto      | Outside  | outside1@example.com |
    And the following "courses" exist:
      | fullname | shortname |
      | Course 1 | C1        |
    And the following "course enrolments" exist:
      | user     | course | role    |
      | student1 | C1     | student |
      | student2 | C1     | student |
    And the following "groups" exist:
      | name    | course | idnumber |
      | Group A | C1     | GA       |
      | Group B | C1     | GB       |
    And the following "group members" exist:
      | user     | group |
      | student1 | GA    |
      | student2 | GB    |
    And the following "activities" exist:
      | activity   | name           | course | idnumber | groupmode |
      | campusmeet | Weekly lecture | C1     | meet1    | 1         |
    And the following "mod_campusmeet > planned meetings" exist:
      | activity | title           | timestart          | minutes |
      | meet1    | Lecture of week | ##now +5 minutes## | 90      |
    And the following "mod_campusmeet > planned meetings" exist:
      | activity | title    | timestart       | minutes | group |
      | meet1    | Exercise | ##now +1 hour## | 45      | GA    |

  @javascript
  Scenario: The timeline offers to join what begins soon, and a group's meetings to the group
    When I log in as "student1"
    Then I should see "Weekly lecture" in the "Timeline" "block"
    And I should see "Meeting starts · Course 1" in the "Timeline" "block"
    And "[title*='Lecture of week']" "css_element" should exist in the "Timeline" "block"
    And "[title*='Exercise']" "css_element" should exist in the "Timeline" "block"
    And I click on "Join" "link" in the "Timeline" "block"
    And I should see "Weekly lecture" in the "page-header" "region"

  @javascript
  Scenario: Another group's meeting is not on the timeline
    When I log in as "student2"
    Then "[title*='Lecture of week']" "css_element" should exist in the "Timeline" "block"
    And "[title*='Exercise']" "css_element" should not exist in the "Timeline" "block"

  Scenario: Meetings are in the calendar of who is in the course
    Given I log in as "student1"
    When I am viewing calendar in "upcoming" view
    Then I should see "Lecture of week"
    And I should see "Exercise"
    And I log in as "outside1"
    And I am viewing calendar in "upcoming" view
    And I should not see "Lecture of week"

  Scenario: Meetings of a hidden activity are in no calendar of students
    Given I am on the "Weekly lecture" "campusmeet activity editing" page logged in as admin
    And I set the field "Availability" to "Hide on course page"
    And I press "Save and return to course"
    When I log in as "student1"
    And I am viewing calendar in "upcoming" view
    Then I should not see "Lecture of week"
    And I should not see "Exercise"
