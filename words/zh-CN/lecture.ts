/** Lecture mode: hosts are heard and seen, and whom they call up. */
export const lecture = {
  lecture: {
    title: '授课模式',
    hint: '仅主持人及其点名的人可以发言和出镜。',
    rules: '授课模式下均关闭；结束后恢复之前的设置。',
    start: '开启授课模式',
    end: '结束授课模式',
    isOn: '已开启授课模式。',
    isOver: '授课模式已结束。',
    takenBack: '您的发言已结束，麦克风已关闭。',
    listens: '仅主持人及其点名的人可以发言和出镜。需要发言请举手。',
    count: '已点名发言：{n} 人',
    calledUp: '主持人已点名请您发言',
    calledUpWords: '现在您可以打开麦克风和摄像头，也可以共享屏幕。',
  },
};
