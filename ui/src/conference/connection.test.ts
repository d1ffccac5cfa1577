import assert from 'node:assert/strict';
import { connectionLevel, noFigures, type ConnectionFigures } from './connection.ts';

const level = (figures: Partial<ConnectionFigures>) =>
  connectionLevel({ ...noFigures, ...figures });

describe('how good a connection is', () => {
  it('is not known before there is a figure for it', () => {
    assert.equal(level({}), null);
    assert.equal(level({ width: 640, codec: 'VP8', path: 'bridge' }), null);
  });

  it('follows the worst of loss, way and picture', () => {
    assert.equal(level({ quality: 100, lossUp: 0, lossDown: 1, roundTrip: 40 }), 'good');
    assert.equal(level({ quality: 100, lossDown: 5 }), 'fair');
    assert.equal(level({ lossUp: 0, lossDown: 12, roundTrip: 20 }), 'weak');
    assert.equal(level({ quality: 100, roundTrip: 350 }), 'fair');
    assert.equal(level({ quality: 100, roundTrip: 900 }), 'weak');
    assert.equal(level({ quality: 30, lossUp: 0 }), 'fair');
    assert.equal(level({ quality: 0 }), 'weak');
  });
});
