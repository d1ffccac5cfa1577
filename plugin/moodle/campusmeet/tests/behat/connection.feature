@mod @mod_campusmeet
Feature: An administrator connects Moodle to Campus Meet
  In order to let courses meet
  As an administrator
  I need to connect this Moodle, and to be told what is wrong

  Background:
    Given the following "courses" exist:
      | fullname | shortname |
      | Course 1 | C1        |
    And the following "activities" exist:
      | activity   | name           | course | idnumber |
      | campusmeet | Weekly lecture | C1     | meet1    |
      | campusmeet | Office hour    | C1     | meet2    |

  Scenario Outline: What is wrong with an address is said, and nothing is changed
    Given I am on the "mod_campusmeet > Connection" page logged in as "admin"
    And I set the following fields to these values:
      | Address of Campus Meet | <address> |
      | One-time code          | 123-456   |
    When I press "Connect to Campus Meet"
    Then I should see "<problem>"
    And I should see "Paste the address and the code that campus IT gave you."
    And "Disconnect" "button" should not exist

    Examples:
      | address              | problem                         |
      | meet                 | The address is none             |
      | ftp://meet.example   | The address is none             |
      | https://meet.invalid | There is no server of this name |
      | https://localhost:1  | Nothing answers at this address |

  Scenario: A connection is tried, and ended
    Given this Moodle is connected to Campus Meet
    And I am on the "mod_campusmeet > Connection" page logged in as "admin"
    And I should see "Nothing answers at this address"
    And I should see "Cron has not run for ten minutes"
    When I press "Disconnect"
    Then I should see "Disconnected."
    And "Disconnect" "button" should not exist

  Scenario: Every room is told again
    Given this Moodle is connected to Campus Meet
    And I am on the "mod_campusmeet > Connection" page logged in as "admin"
    When I press "Tell everything now"
    Then I should see "2 rooms are told by the next cron."
