@mod @mod_campusmeet
Feature: Teachers add and change Campus Meet activities
  In order to meet my students in the course page
  As a teacher
  I need to add an activity and to change it

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

  Scenario: An activity is added, and students see it with its description
    Given I log in as "teacher1"
    And I add a campusmeet activity to course "Course 1" section "1" and I fill the form with:
      | Name                               | Weekly lecture         |
      | Description                        | Every Tuesday by video |
      | Display description on course page | 1                      |
    When I am on the "Course 1" course page logged in as student1
    Then I should see "Weekly lecture"
    And I should see "Every Tuesday by video"

  Scenario: An activity is renamed and hidden
    Given the following "activities" exist:
      | activity   | name           | course | idnumber |
      | campusmeet | Weekly lecture | C1     | meet1    |
    And I am on the "Weekly lecture" "campusmeet activity editing" page logged in as teacher1
    And I set the following fields to these values:
      | Name         | Office hour              |
      | Availability | Hide on course page      |
    And I press "Save and return to course"
    And I should see "Office hour"
    When I am on the "Course 1" course page logged in as student1
    Then I should not see "Office hour"
    And I should not see "Weekly lecture"

  Scenario: A scale is no grade of attendance
    Given the following "activities" exist:
      | activity   | name           | course | idnumber |
      | campusmeet | Weekly lecture | C1     | meet1    |
    And I am on the "Weekly lecture" "campusmeet activity editing" page logged in as teacher1
    When I set the following fields to these values:
      | grade[modgrade_type] | Scale |
    And I press "Save and display"
    Then I should see "Attendance gives points: choose points, or no grade."

  Scenario: Students cannot add or change activities
    Given the following "activities" exist:
      | activity   | name           | course | idnumber |
      | campusmeet | Weekly lecture | C1     | meet1    |
    When I am on the "Weekly lecture" "campusmeet activity" page logged in as student1
    Then "Settings" "link" should not exist in current page administration

  @javascript
  Scenario: Teachers find it in the activity chooser, unless they may not add one
    Given I am on the "Course 1" course page logged in as teacher1
    And I turn editing mode on
    And I open the activity chooser
    And I should see "Campus Meet" in the "Add an activity or resource" "dialogue"
    And I click on "Close" "button" in the "Add an activity or resource" "dialogue"
    And the following "permission overrides" exist:
      | capability                 | permission | role           | contextlevel | reference |
      | mod/campusmeet:addinstance | Prohibit   | editingteacher | Course       | C1        |
    When I am on the "Course 1" course page
    And I open the activity chooser
    Then I should not see "Campus Meet" in the "Add an activity or resource" "dialogue"
