@mod @mod_campusmeet
Feature: Guests come into Campus Meet activities where a teacher lets them
  In order to show my course to people from outside
  As a teacher
  I need to let guests into the meetings of an activity, and of no other one

  Background:
    Given the following "users" exist:
      | username | firstname | lastname | email                |
      | teacher1 | Terry     | Teacher  | teacher1@example.com |
      | student1 | Sam       | Student  | student1@example.com |
      | outside1 | Otto      | Outside  | outside1@example.com |
    And the following "courses" exist:
      | fullname | shortname |
      | Course 1 | C1        |
    And the following "course enrolments" exist:
      | user     | course | role           |
      | teacher1 | C1     | editingteacher |
      | student1 | C1     | student        |
    And the following "activities" exist:
      | activity   | name           | course | idnumber | guests |
      | campusmeet | Weekly lecture | C1     | meet1    | 0      |
      | campusmeet | Open lecture   | C1     | meet2    | 1      |
    And this Moodle is connected to Campus Meet

  Scenario: It is not asked in a course without guests
    When I am on the "Weekly lecture" "campusmeet activity editing" page logged in as teacher1
    Then I should not see "Guests may come in"

  Scenario: A teacher lets guests in
    Given I am on the "Course 1" "enrolment methods" page logged in as teacher1
    And I click on "Enable" "link" in the "Guest access" "table_row"
    And I am on the "Weekly lecture" "campusmeet activity editing" page
    And I set the following fields to these values:
      | Guests may come in | 1 |
    And I press "Save and display"
    And "campus-meet" "css_element" should exist
    When I am on the "Weekly lecture" "campusmeet activity" page logged in as outside1
    Then "Join as a guest" "button" should exist
    And "campus-meet" "css_element" should not exist

  Scenario: Who may not invite guests is not asked
    Given the following "permission overrides" exist:
      | capability                  | permission | role           | contextlevel | reference |
      | mod/campusmeet:inviteguests | Prohibit   | editingteacher | Course       | C1        |
    And I am on the "Course 1" "enrolment methods" page logged in as teacher1
    And I click on "Enable" "link" in the "Guest access" "table_row"
    When I am on the "Open lecture" "campusmeet activity editing" page
    Then I should not see "Guests may come in"

  Scenario: Guests are refused where the activity lets none in, and members are no guests
    Given I am on the "Course 1" "enrolment methods" page logged in as teacher1
    And I click on "Enable" "link" in the "Guest access" "table_row"
    When I am on the "Weekly lecture" "campusmeet activity" page logged in as outside1
    Then I should see "Meetings of this activity are for members of the course."
    And "Join as a guest" "button" should not exist
    And I am on the "Open lecture" "campusmeet activity" page
    And "Join as a guest" "button" should exist
    And I am on the "Open lecture" "campusmeet activity" page logged in as student1
    And "Join as a guest" "button" should not exist

  Scenario: A guest presses the button, and is told where Campus Meet is away
    Given I am on the "Course 1" "enrolment methods" page logged in as teacher1
    And I click on "Enable" "link" in the "Guest access" "table_row"
    And I am on the "Open lecture" "campusmeet activity" page logged in as outside1
    When I press "Join as a guest"
    Then I should see "Campus Meet does not answer just now."

  Scenario: A guest without an account comes in, unless the course says otherwise
    Given I am on the "Course 1" "enrolment methods" page logged in as teacher1
    And I click on "Enable" "link" in the "Guest access" "table_row"
    And I log in as "guest"
    And I am on the "Open lecture" "campusmeet activity" page
    And "Join as a guest" "button" should exist
    And the following "permission overrides" exist:
      | capability                 | permission | role  | contextlevel | reference |
      | mod/campusmeet:joinasguest | Prohibit   | guest | Course       | C1        |
    When I am on the "Open lecture" "campusmeet activity" page
    Then "Join as a guest" "button" should not exist
    And I should see "Meetings of this activity are for members of the course."
