@mod @mod_campusmeet @core_message
Feature: Moodle tells that a class has started
  In order to come in time
  As a member of a course
  I need to be told by Moodle, in the way that I have chosen there

  Background:
    Given the following "users" exist:
      | username | firstname | lastname | email                |
      | student1 | Sam       | Student  | student1@example.com |
      | outside1 | Otto      | Outside  | outside1@example.com |
    And the following "courses" exist:
      | fullname | shortname |
      | Course 1 | C1        |
    And the following "course enrolments" exist:
      | user     | course | role    |
      | student1 | C1     | student |
    And the following "activities" exist:
      | activity   | name           | course | idnumber |
      | campusmeet | Weekly lecture | C1     | meet1    |
    And the following "mod_campusmeet > started classes" exist:
      | activity | user     | host          |
      | meet1    | student1 | Terry Teacher |
      | meet1    | outside1 | Terry Teacher |

  @javascript
  Scenario: A member finds the class among the notifications
    Given I log in as "student1"
    When I open the notification popover
    Then I should see "Weekly lecture has started"
    And I click on "View full notification" "link"
    And I should see "hosted by Terry Teacher"

  @javascript
  Scenario: Who is no member is told nothing
    Given I log in as "outside1"
    When I open the notification popover
    Then I should see "You have no notifications"
