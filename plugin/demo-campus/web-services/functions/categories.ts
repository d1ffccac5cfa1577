import { z } from 'zod';
import { categoryPath, type Campus, type Category } from '../../campus.ts';
import { can } from '../access.ts';
import { invalidParameter } from '../errors.ts';
import { bool, list, name, raw } from '../params.ts';
import type { Site } from '../site.ts';
import { formatString } from '../texts.ts';
import { webService } from './web-service.ts';

const criterion = z.strictObject({ key: name, value: raw });

/** core_course_get_categories. Criteria `id`, `parent`, `name` and `idnumber`; sub-categories come along unless refused. */
export const getCategories = webService(
  'core_course_get_categories',
  z.strictObject({ criteria: list(criterion).optional(), addsubcategories: bool.optional() }),
  (site, { criteria = [], addsubcategories = true }) => {
    const { categories } = site.campus;
    const fitting = categories.filter((category) =>
      criteria.every(({ key, value }) => fits(category, key, value)),
    );
    const ids = new Set(fitting.map((category) => category.id));
    const below = (category: Category) =>
      addsubcategories && categoryPath(site.campus, category.id).some(({ id }) => ids.has(id));
    return categories
      .filter((category) => ids.has(category.id) || below(category))
      .map((category) => categoryRow(site, category));
  },
);

function fits(category: Category, key: string, value: string): boolean {
  const fields = new Map<string, string>([
    ['id', String(category.id)],
    ['ids', String(category.id)],
    ['parent', String(category.parentId)],
    ['name', category.name],
    ['idnumber', category.idNumber],
  ]);
  const field = fields.get(key);
  if (field === undefined) throw invalidParameter();
  return key === 'ids' ? value.split(',').includes(field) : field === value;
}

function categoryRow(site: Site, category: Category) {
  const path = categoryPath(site.campus, category.id).map(({ id }) => id);
  const manage = can(site, 'moodle/category:manage');
  const shown = site.raw ? category.name : formatString(category.name);
  return {
    id: category.id,
    name: shown,
    ...(manage ? { idnumber: category.idNumber } : {}),
    description: `<p>${formatString(category.name)}</p>`,
    descriptionformat: 1,
    parent: category.parentId,
    sortorder: categorySortOrder(site.campus, category.id),
    coursecount: [...site.campus.courses.values()].filter(
      (course) => course.categoryId === category.id,
    ).length,
    ...(manage ? { visible: 1, visibleold: 1, timemodified: 1_788_220_800 } : {}),
    depth: path.length,
    path: `/${path.reverse().join('/')}`,
    ...(manage ? { theme: '' } : {}),
  };
}

/** Moodle's order of categories: a walk through the tree, ten thousand apart, so that courses fit between. */
export function categorySortOrder(campus: Campus, id: number): number {
  const walk = (parent: number): number[] =>
    campus.categories
      .filter((category) => category.parentId === parent)
      .flatMap((category) => [category.id, ...walk(category.id)]);
  return (walk(0).indexOf(id) + 1) * 10_000;
}
