import * as common from './common.ts';

export const addressBook = {
  addressBook: {
    title: common.addressBook,
    search: '搜索通讯录',
    searchHint: '姓名、拼音、首字母、学工号……',
    browse: '浏览',
    people: common.people,
    comma: common.listComma,
    recent: '最近联系',
    found: '搜索结果',
    some: '找到 {n} 人',
    many: '已找到 {n} 人，还有更多',
    noneFound: '没有找到“{query}”',
    noneHere: '这里没有人员。',
    noFavourites: '还没有收藏。点击姓名旁的星标即可收藏。',
    noRecent: '还没有呼叫过任何人。请搜索姓名，或按院系、课程浏览。',
    wholeUnit: '全部 {size} 人',
    chosen: '已选择',
    unpick: '移除{name}',
    favourite: '收藏：{name}',
    ring: '呼叫{name}',
    presence: {
      online: '在线',
      'in-meeting': '会议中',
      away: common.away,
      offline: '离线',
    },
    shelves: {
      label: '查找范围',
      everybody: common.wholeCampus,
      favourites: '收藏',
      courses: '我的课程',
      departments: '院系部门',
    },
  },
};
