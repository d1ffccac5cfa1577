import * as common from './common.ts';

export const addressBook = {
  addressBook: {
    title: common.addressBook,
    search: 'Search the address book',
    searchHint: 'Name, pinyin, initials, number …',
    browse: 'Browse',
    people: common.people,
    comma: common.listComma,
    recent: 'Recent',
    found: 'Found',
    some: '{n} person found | {n} people found',
    many: '{n} person found so far, there are more | {n} people found so far, there are more',
    noneFound: 'Nobody found for “{query}”',
    noneHere: 'Nobody is listed here.',
    noFavourites: 'No favourites yet. The star beside a name puts somebody here.',
    noRecent: 'Nobody rung yet. Search for a name, or browse departments and courses.',
    wholeUnit: 'All {size}',
    chosen: 'Picked',
    unpick: 'Take {name} out',
    favourite: 'Favourite: {name}',
    ring: 'Ring {name}',
    presence: {
      online: 'Online',
      'in-meeting': 'In a meeting',
      away: common.away,
      offline: 'Offline',
    },
    shelves: {
      label: 'Where to look',
      everybody: common.wholeCampus,
      favourites: 'Favourites',
      courses: 'My courses',
      departments: 'Departments',
    },
  },
};
