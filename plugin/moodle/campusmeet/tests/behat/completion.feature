@mod @mod_campusmeet @core_completion
Feature: Campus Meet activities are complete by attendance
  In order to know who attended
  As a teacher
  I need to have an activity complete by meetings or minutes attended

  Background:
    Given the following "users" exist:
      | username | firstname | lastname | email                |
      | teacher1 | Terry     | Teacher  | teacher1@example.com |
      | student1 | Sam       | Student  | student1@example.com |
    And the following "courses" exist:
      | fullname | shortname | enablecompletion |
      | Course 1 | C1        | 1                |
    And the following "course enrolments" exist:
      | user     | course | role           |
      | teacher1 | C1     | editingteacher |
      | student1 | C1     | student        |

  Scenario: Students see what they have to attend
    Given the following "activities" exist:
      | activity   | name           | course | idnumber | completion | completionmeetings | completionminutes |
      | campusmeet | Weekly lecture | C1     | meet1    | 2          | 3                  | 90                |
    When I am on the "Weekly lecture" "campusmeet activity" page logged in as student1
    Then the "Meetings to attend: 3" completion condition of "Weekly lecture" is displayed as "todo"
    And the "Minutes in meetings: 90" completion condition of "Weekly lecture" is displayed as "todo"

  @javascript
  Scenario: A teacher chooses so many meetings
    Given the following "activities" exist:
      | activity   | name           | course | idnumber |
      | campusmeet | Weekly lecture | C1     | meet1    |
    And I am on the "Weekly lecture" "campusmeet activity editing" page logged in as teacher1
    And I expand all fieldsets
    And I set the field "Add requirements" to "1"
    And I set the following fields to these values:
      | completionmeetingsenabled | 1 |
      | completionmeetings        | 2 |
    And I press "Save and return to course"
    When I am on the "Weekly lecture" "campusmeet activity editing" page
    And I expand all fieldsets
    Then the field "completionmeetings" matches value "2"
