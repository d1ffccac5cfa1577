import type { Category } from '../campus.ts';

const college = (id: number, idNumber: string, name: string): Category => ({
  id,
  parentId: 0,
  kind: 'college',
  name,
  idNumber,
});

const department = (
  id: number,
  parentId: number,
  [idNumber, name]: [string, string],
): Category => ({
  id,
  parentId,
  kind: 'department',
  name,
  idNumber,
});

/** Three colleges and eight departments. Numbers are Moodle's category ids. */
export const categories = (): Category[] => [
  college(2, 'COL-CS', '计算机学院 College of Computing'),
  department(3, 2, ['DEP-SE', '软件工程系 Software Engineering']),
  department(4, 2, ['DEP-CC', '云计算与网络系 Cloud & Networks']),
  department(5, 2, ['DEP-AI', '人工智能系 Artificial Intelligence']),
  college(6, 'COL-EM', '经济管理学院 College of Economics and Management'),
  department(7, 6, ['DEP-AC', '会计系 Accounting']),
  department(8, 6, ['DEP-BA', '工商管理系 Business Administration']),
  college(9, 'COL-IE', '国际工程学院 International Engineering College'),
  department(10, 9, ['DEP-EE', '电子工程系 Electronic Engineering']),
  department(11, 9, ['DEP-ME', '机械工程系 Mechanical Engineering']),
  department(12, 9, ['DEP-GE', '通识教育部 General Education']),
];
