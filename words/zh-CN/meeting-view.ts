/** What the meeting's pictures say beyond the rest: how connections are, whom hosts show to everybody. */
export const meetingView = {
  connection: {
    of: '{name} 的网络状况',
    mine: '您的网络状况',
    mark: {
      good: '网络良好：{name}',
      fair: '网络一般：{name}',
      weak: '网络较差：{name}',
    },
    level: {
      good: '良好',
      fair: '一般',
      weak: '较差',
      unknown: '暂无数据',
    },
    weak: '网络较差',
    bitrate: '码率',
    upAndDown: '↑ {up} · ↓ {down}',
    loss: '丢包率',
    roundTrip: '延迟',
    picture: '画面',
    size: '{width} × {height}',
    frames: '{n} 帧/秒',
    codec: '编码',
    path: '传输方式',
    direct: '点对点直连',
    bridge: '经由视频桥',
    relayed: '{way}（经中继）',
    perSecond: '{n} kbit/s',
    megaPerSecond: '{n} Mbit/s',
    milliseconds: '{n} 毫秒',
    advice: {
      mine: '请靠近 Wi-Fi 路由器，关闭其他占用网络的程序，或关闭摄像头。',
    },
  },
  spotlight: {
    isIn: '焦点视频',
    mine: '您已被设为焦点视频：所有人都会看到您的大画面。',
    notMine: '您已不再是焦点视频。',
    of: '{name} 已被设为焦点视频。',
  },
};
