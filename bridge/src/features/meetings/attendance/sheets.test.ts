import assert from 'node:assert/strict';
import { aClass, attendanceFixture } from '../../../../test/attendance-fixture.ts';
import { sheetReader } from '../../../adapters/sheets/index.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { runRawBridge } from '../../../../test/raw-bridge.ts';
import { hoursOf } from './sheets.ts';

forEachDatabase('attendance as a sheet', (open) => {
  const look = 'language=en&timezone=Asia/Shanghai';

  it('is CSV that no spreadsheet takes for formulas, with times in the reader’s zone', async () => {
    const fixture = await attendanceFixture(await open());
    const held = await aClass(fixture);
    const bridge = await runRawBridge(fixture.db, fixture.clock);
    const path = `/api/meetings/${held.id}/attendance/export?form=csv&${look}`;
    const { text } = await bridge.send({ path, token: fixture.teacher.token });
    const lan = text.split('\r\n').find((line) => line.includes('Lan')) ?? '';
    assert.ok(lan.startsWith("'=Lan,S1,Student,Attended"), lan);
    const joined = new Date(held.start + 67_000 + 8 * 3_600_000).toISOString();
    assert.ok(lan.includes(joined.slice(0, 19).replace('T', ' ')), lan);
    assert.ok(lan.includes('0:58:53'), 'how long, to the second');
    const refused = await bridge.send({ path, token: fixture.lan.token });
    assert.equal(refused.code, 'meeting/not-host');
    const strange = path.replace('Asia/Shanghai', 'Nowhere/Else');
    const invalid = await bridge.send({ path: strange, token: fixture.teacher.token });
    assert.equal(invalid.code, 'request/invalid');
  });

  it('of the term has a row for each student and a column for each meeting, and is in the audit', async () => {
    const fixture = await attendanceFixture(await open());
    await aClass(fixture);
    const bridge = await runRawBridge(fixture.db, fixture.clock);
    const path = `/api/courses/${fixture.course.id}/attendance/export?${look}`;
    const answer = await fetch(`${bridge.base}${path}`, {
      headers: { Authorization: `Bearer ${fixture.teacher.token}` },
    });
    const sheet = await sheetReader.read(Buffer.from(await answer.arrayBuffer()));
    const rows = sheet.rows.map(({ cells }) => cells.map(String));
    assert.deepEqual(
      rows
        .slice(1)
        .map(([name, , attended]) => [name, attended])
        .toSorted(),
      [
        ['=Lan', '1 / 1'],
        ['Bo', '0 / 1'],
        ['Cai', '0 / 1'],
      ],
    );
    assert.match(rows.find(([name]) => name === 'Bo')?.at(-1) ?? '', /^Too short, late$/u);
    const done = await fixture.db('audit_entries').pluck<string[]>('action');
    assert.ok(done.includes('attendance.export'));
  });
});

it('says how long in hours, minutes and seconds', () => {
  assert.deepEqual([0, 59_499, 3_600_000, 36_061_000].map(hoursOf), [
    '0:00:00',
    '0:00:59',
    '1:00:00',
    '10:01:01',
  ]);
});
