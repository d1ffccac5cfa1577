/** What each course treats, two weeks a topic; courses that are not listed have no plan. */
const topics: Record<number, string[]> = {
  2: [
    '算法与复杂度 Algorithms and complexity',
    '线性表 Lists',
    '栈与队列 Stacks and queues',
    '树 Trees',
    '图与遍历 Graphs and traversal',
    '最短路径 Shortest paths',
    '查找与散列 Searching and hashing',
    '排序 Sorting',
  ],
  3: [
    '进程与线程 Processes and threads',
    '调度 Scheduling',
    '同步 Synchronisation',
    '死锁 Deadlocks',
    '内存管理 Memory',
    '虚拟内存 Virtual memory',
    '文件系统 File systems',
    '虚拟化 Virtualisation',
  ],
  4: [
    'Layers and packets',
    'Link layer',
    'IP and routing',
    'Transport: TCP and UDP',
    'DNS and HTTP',
    'Real-time media: RTP, WebRTC',
    'Security: TLS',
    'Measurement',
  ],
  5: [
    '搜索 Search',
    '知识表示 Knowledge',
    '概率推理 Reasoning under uncertainty',
    '机器学习 Machine learning',
    '神经网络 Neural networks',
    '自然语言 Language',
    '视觉 Vision',
    '伦理 Ethics',
  ],
  8: [
    '会计等式 The accounting equation',
    '复式记账 Double entry',
    '收入确认 Revenue',
    '存货 Inventory',
    '固定资产 Fixed assets',
    '负债 Liabilities',
    '现金流量表 Cash flow',
    '报表分析 Analysis',
  ],
  9: [
    'Time value of money',
    'Bonds',
    'Shares',
    'Capital budgeting',
    'Cost of capital',
    'Capital structure',
    'Dividends',
    'Working capital',
  ],
  10: [
    'Kirchhoff’s laws',
    'Thévenin & Norton',
    'First-order circuits',
    'Sinusoidal steady state',
    'Fourier series',
    'Filters',
    'Sampling',
    'Review',
  ],
  12: [
    'Academic listening',
    'Reading strategies',
    'Paragraphs',
    'Summaries',
    'Presentations',
    'Debate',
    'Essays',
    'Mock examination',
  ],
  13: [
    '体能测试 Fitness test',
    '热身与拉伸 Warming up',
    '耐力 Endurance',
    '球类 Ball games',
    '游泳 Swimming',
    '太极 Tai chi',
    '力量 Strength',
    '考核 Assessment',
  ],
};

const weekMs = 7 * 24 * 60 * 60 * 1000;

/** Weeks of a course around now: number, topic and whether it is the present one. */
export interface Week {
  number: number;
  topic: string;
  current: boolean;
}

/** The number of the week that `now` is in, from 1. */
export const weekNumber = (startsAt: number, now: number): number =>
  Math.max(1, Math.floor((now - startsAt) / weekMs) + 1);

/** The course's topics with the weeks in which they begin; empty for a course without a plan. */
export function syllabus(courseId: number, startsAt: number, now: number): Week[] {
  const present = weekNumber(startsAt, now);
  return (topics[courseId] ?? []).map((topic, index) => {
    const number = index * 2 + 1;
    return { number, topic, current: present === number || present === number + 1 };
  });
}
