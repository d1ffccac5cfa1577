import assert from 'node:assert/strict';
import type { Source } from '../media.ts';
import { Sender } from './sender.ts';
import { paddingPacket, vp8Packet } from './test-packets.ts';
import { layerFor } from './wish.ts';

const nothing = (): void => undefined;

class TestSender extends Sender {
  askKeyframe = nothing;
  askAgain = nothing;

  constructor() {
    super('a', { packet: nothing, audio: nothing, video: nothing, report: nothing });
  }
}

describe('the layers that somebody sends', () => {
  const source: Source = { medium: 'video', ssrc: 1, layers: [1, 2, 3], msid: 'a' };
  const picture = { timestamp: 0, picture: 0 };

  it('are those with pictures: one that is switched off goes on to send padding, and is none', () => {
    const sender = new TestSender();
    sender.setSources([source]);
    for (let sequence = 0; sequence < 20; sequence += 1) {
      const now = sequence * 100;
      sender.take(vp8Packet({ ...picture, ssrc: 1, sequence, keyframe: 180 }), now);
      sender.take(vp8Packet({ ...picture, ssrc: 2, sequence, keyframe: 360 }), now);
      sender.take(paddingPacket(3, sequence), now);
    }
    const layers = sender.layersOf(source);
    assert.deepEqual(
      layers.map(({ height }) => height),
      [180, 360, 0],
    );
    assert.equal(layers[2]?.lastAt, Number.NEGATIVE_INFINITY);
    assert.equal(layerFor(layers, 180), 0);
    assert.equal(layerFor(layers, 720), 1);
  });
});
