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
      | student2 | Sue       | Student  | student2@example.com |
    And the following "courses" exist:
      | fullname | shortname | enablecompletion |
      | Course 1 | C1        | 1                |
    And the following "course enrolments" exist:
      | user     | course | role           |
      | teacher1 | C1     | editingteacher |
      | student1 | C1     | student        |
      | student2 | C1     | student        |

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

  Scenario: Who attended enough is done, and has the grade of the share
    Given the following "activities" exist:
      | activity   | name           | course | idnumber | completion | completionmeetings | completionminutes | grade |
      | campusmeet | Weekly lecture | C1     | meet1    | 2          | 3                  | 90                | 100   |
    And the following "mod_campusmeet > attendance" exist:
      | activity | user     | counted | attended | minutes |
      | meet1    | student1 | 4       | 3        | 120     |
      | meet1    | student2 | 4       | 2        | 120     |
    When I am on the "Weekly lecture" "campusmeet activity" page logged in as student1
    Then the "Meetings to attend: 3" completion condition of "Weekly lecture" is displayed as "done"
    And the "Minutes in meetings: 90" completion condition of "Weekly lecture" is displayed as "done"
    And I am on the "Weekly lecture" "campusmeet activity" page logged in as student2
    And the "Meetings to attend: 3" completion condition of "Weekly lecture" is displayed as "todo"
    And the "Minutes in meetings: 90" completion condition of "Weekly lecture" is displayed as "done"
    And I am on the "Course 1" "grades > Grader report > View" page logged in as teacher1
    And the following should exist in the "user-grades" table:
      | -1-         | -3-   |
      | Sam Student | 75.00 |
      | Sue Student | 50.00 |

  Scenario: The report of a course says who attended enough
    Given the following "activities" exist:
      | activity   | name           | course | idnumber | completion | completionmeetings |
      | campusmeet | Weekly lecture | C1     | meet1    | 2          | 1                  |
    And the following "mod_campusmeet > attendance" exist:
      | activity | user     | counted | attended | minutes |
      | meet1    | student1 | 1       | 1        | 45      |
    And I am on the "Course 1" course page logged in as teacher1
    When I navigate to "Reports" in current page administration
    And I click on "Activity completion" "link"
    Then "Sam Student, Weekly lecture: Completed" "icon" should exist in the "Sam Student" "table_row"
    And "Sue Student, Weekly lecture: Not completed" "icon" should exist in the "Sue Student" "table_row"
