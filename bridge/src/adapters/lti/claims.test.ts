import assert from 'node:assert/strict';
import { isFailure } from '../../kernel/failure.ts';
import { toLaunchClaims } from './claims.ts';
import { courseRoles, mergeRoles } from './roles.ts';
import { recordedClaims } from './testing.test.ts';

const membership = 'http://purl.imsglobal.org/vocab/lis/v2/membership';

describe('roles', () => {
  it('reads full URIs, short names and LTI 1.1 URNs', () => {
    assert.deepEqual(courseRoles([`${membership}#Learner`]), ['learner']);
    assert.deepEqual(courseRoles(['Instructor', 'Learner']), ['instructor', 'learner']);
    assert.deepEqual(courseRoles(['urn:lti:role:ims/lis/TeachingAssistant']), ['assistant']);
    assert.deepEqual(courseRoles([`${membership}#Mentor`]), ['mentor']);
  });
  it('does not take a teaching assistant for an instructor', () => {
    const assistant = [`${membership}#Instructor`, `${membership}/Instructor#TeachingAssistant`];
    assert.deepEqual(courseRoles(assistant), ['assistant']);
    assert.deepEqual(courseRoles([`${membership}/Instructor#PrimaryInstructor`]), ['instructor']);
  });
  it('does not make a faculty member of the institution an instructor of the course', () => {
    const faculty = 'http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor';
    assert.deepEqual(courseRoles([faculty, `${membership}#Learner`]), ['learner']);
    assert.deepEqual(courseRoles([faculty]), []);
  });
  it('knows administrators of site and institution', () => {
    const admin = 'http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator';
    assert.deepEqual(courseRoles([admin]), ['administrator']);
  });
  it('gives no power for names that it does not know', () => {
    assert.deepEqual(courseRoles(['NotInstructor', 'constructor', `${membership}#__proto__`]), [
      'other',
    ]);
    assert.deepEqual(courseRoles(['https://evil.test/x#Instructor']), []);
  });
  it('merges', () =>
    assert.deepEqual(mergeRoles(['learner'], ['assistant', 'learner']), ['assistant', 'learner']));
});

describe('claims of a real Moodle', () => {
  const read = (name: string) => toLaunchClaims(recordedClaims(name), 'client');

  it('reads a teacher', () => {
    const claims = read('id_token-t0001-iframe');
    assert.equal(claims.person.name, '林芳');
    assert.equal(claims.person.campusNumber, 'T0001');
    assert.equal(claims.person.locale, 'en');
    assert.deepEqual(claims.roles, ['instructor']);
    assert.deepEqual(claims.course, {
      id: '2',
      label: 'CS101-2026A',
      title: '数据结构 Data Structures',
      sourcedId: 'ID-CS101-2026A',
    });
    assert.equal(claims.timezone, 'Asia/Shanghai');
    assert.match(claims.services.membershipsUrl ?? '', /bindings\/1\/memberships$/u);
    assert.match(claims.services.lineItemUrl ?? '', /lineitem\?type_id=1$/u);
    assert.equal(claims.productFamily, 'moodle');
  });
  it('reads a student without campus number or group', () => {
    const claims = read('id_token-odd_alt-iframe');
    assert.equal(claims.person.campusNumber, null);
    assert.deepEqual(claims.groups, []);
    assert.deepEqual(claims.roles, ['learner']);
  });
  it('takes the full name where a part is missing, and no value for none', () => {
    const payload = recordedClaims('id_token-odd_alt-iframe');
    const lis = 'https://purl.imsglobal.org/spec/lti/claim/lis';
    const of = (name: string, given: string | null, number: string) =>
      toLaunchClaims(
        {
          ...payload,
          name,
          given_name: given,
          family_name: '买买提',
          email: 'N/A',
          [lis]: { person_sourcedid: number },
        },
        'client',
      ).person;
    const person = of('阿卜杜拉·买买提', null, '$Person.sourcedId');
    assert.deepEqual([person.name, person.campusNumber], ['阿卜杜拉·买买提', null]);
    assert.equal(person.email, null);
    const other = of('阿卜杜拉·买买提', '$Person.name.given', ' lc3101 0033x');
    assert.deepEqual([other.name, other.campusNumber], ['阿卜杜拉·买买提', 'LC31010033X']);
  });
  it('reads groups', () => {
    const custom = 'https://purl.imsglobal.org/spec/lti/claim/custom';
    const payload = recordedClaims('id_token-odd_alt-iframe');
    const changed = { ...payload, [custom]: { groups: '4, 9,4', tz: '$Person.address.timezone' } };
    const claims = toLaunchClaims(changed, 'client');
    assert.deepEqual(claims.groups, ['4', '9']);
    assert.equal(claims.timezone, null);
  });
  it('reads an administrator', () => {
    assert.deepEqual(read('id_token-admin-window').roles, ['instructor', 'administrator']);
  });
  it('reads a deep linking request, a custom value of null with it', () => {
    const claims = read('id_token-deeplinking');
    assert.ok(claims.deepLinking?.acceptMultiple);
    assert.match(claims.deepLinking.returnUrl, /contentitem_return/u);
    assert.equal(claims.custom['room'], undefined);
  });
  it('drops the return address of a launch', () => {
    assert.doesNotMatch(JSON.stringify(read('id_token-s202300001-window')), /sesskey/u);
  });
  it('names what is missing, and none of the values', () => {
    const payload = { ...recordedClaims('id_token-t0001-iframe'), sub: undefined };
    assert.throws(
      () => toLaunchClaims(payload, 'client'),
      (error) => isFailure(error, 'lti/token-claims') && error.message === 'sub',
    );
    for (const claim of ['resource_link', 'target_link_uri', 'version', 'message_type']) {
      const long = `https://purl.imsglobal.org/spec/lti/claim/${claim}`;
      const without = { ...recordedClaims('id_token-t0001-iframe'), [long]: undefined };
      assert.throws(
        () => toLaunchClaims(without, 'c'),
        (error) => isFailure(error, 'lti/token-claims'),
      );
    }
  });
});
