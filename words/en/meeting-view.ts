/** What the meeting's pictures say beyond the rest: how connections are, whom hosts show to everybody. */
export const meetingView = {
  connection: {
    of: 'Connection of {name}',
    mine: 'Your connection',
    mark: {
      good: 'Good connection: {name}',
      fair: 'Connection not good: {name}',
      weak: 'Weak connection: {name}',
    },
    level: {
      good: 'good',
      fair: 'not good',
      weak: 'weak',
      unknown: 'not known yet',
    },
    weak: 'Weak connection',
    bitrate: 'Bit rate',
    upAndDown: '↑ {up} · ↓ {down}',
    loss: 'Packet loss',
    roundTrip: 'Round trip',
    picture: 'Picture',
    size: '{width} × {height}',
    frames: '{n} fps',
    codec: 'Codec',
    path: 'Route',
    direct: 'straight to each other',
    bridge: 'over a videobridge',
    relayed: '{way}, through a relay',
    perSecond: '{n} kbit/s',
    megaPerSecond: '{n} Mbit/s',
    milliseconds: '{n} ms',
    advice: {
      mine: 'Come nearer to the Wi-Fi, close what else uses the network, or stop your camera.',
    },
  },
  spotlight: {
    isIn: 'in the spotlight',
    mine: 'You are in the spotlight: everybody sees you large.',
    notMine: 'You are no longer in the spotlight.',
    of: '{name} is in the spotlight.',
  },
};
