import type { Company, Group, Person, Role, Unit, World } from './world.ts';

/** The people a visitor can sign in as. */
export interface Personas {
  researcher: Person;
  researcher2: Person;
  company: Person;
  companyHome: Company;
  company2: Person;
  company2Home: Company;
  operator: Person;
  /** The operator's crew. */
  crewId: string;
  operator2: Person;
  home: Unit;
  /** The researcher's group, and one that asks its head. */
  group: Group;
  askingGroup: Group;
}

const QIANTANG = '钱塘理工大学';
const XIXI = '西溪先进材料研究院';
const ZHEDONG = '浙东工业大学';

function need<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`the demo has no ${what}`);
  return found;
}

const unitOf = (world: World, name: string) =>
  need(
    world.units.find(({ plan }) => plan.name === name),
    name,
  );

function become(person: Person, persona: string, name: string): Person {
  person.persona = persona;
  person.name = name;
  return person;
}

function groupIn(unit: Unit, name: string) {
  return need(
    unit.groups.find((group) => group.name === name) ?? unit.groups[0],
    `group in ${unit.plan.name}`,
  );
}

function labIn(unit: Unit, name: string) {
  return need(
    unit.labs.find((lab) => lab.name === name),
    `${name} in ${unit.plan.name}`,
  );
}

function companyAs(
  world: World,
  index: number,
  at: { name: string; regionCode: string; persona: string; person: string },
) {
  const home = need(world.companies[index], 'company');
  home.name = at.name;
  home.regionCode = at.regionCode;
  home.code = `91${at.regionCode}DY${String(index + 1).padStart(8, '0')}`;
  home.controlledByUnitId = null;
  return { home, person: become(need(home.people[0], 'officer'), at.persona, at.person) };
}

const OFFICIALS: readonly (readonly [
  persona: string,
  name: string,
  role: string,
  scopeKind: string,
  scopeId: string,
])[] = [
  ['authority', '方以恕', 'authority', 'region', '330000'],
  ['authority-hangzhou', '竺清和', 'authority', 'region', '330100'],
  ['auditor', '何慎言', 'auditor', 'platform', 'platform'],
  ['platform-admin', '陆启衡', 'platform_admin', 'platform', 'platform'],
];

/** Gives some people of the world the names and roles that visitors sign in with. */
export function castPersonas(world: World, newId: () => string, now: Date): Personas {
  const home = unitOf(world, QIANTANG);
  const group = groupIn(home, '催化材料课题组');
  const researcher = become(need(group.members[1], 'member'), 'researcher', '李文静');
  become(group.principal, 'principal', '郑砚秋');
  const askingGroup = groupIn(home, '先进薄膜课题组');
  askingGroup.asksPrincipal = true;
  become(askingGroup.principal, 'principal-2', '柳怀谷');
  const researcher2 = become(
    need(unitOf(world, XIXI).groups[0]?.members[1], 'member'),
    'researcher-2',
    '陈知远',
  );
  const centre = labIn(home, '材料表征中心');
  const operator = become(need(centre.operators[0], 'operator'), 'operator', '王海宁');
  const operator2 = become(
    need(labIn(unitOf(world, ZHEDONG), '分析测试中心').operators[0], 'operator'),
    'operator-2',
    '蒋沐川',
  );
  const admin = world.roles.find((held) => held.role === 'unit_admin' && held.scopeId === home.id);
  become(
    need(
      world.people.find(({ id }) => id === admin?.userId),
      'unit admin',
    ),
    'unit-admin',
    '沈若兰',
  );
  const first = companyAs(world, 0, {
    name: '杭州澜汐材料科技有限公司',
    regionCode: '330100',
    persona: 'company',
    person: '顾长宁',
  });
  const second = companyAs(world, 1, {
    name: '玉环石梁阀门制造有限公司',
    regionCode: '331083',
    persona: 'company-2',
    person: '林小满',
  });
  const expert = need(unitOf(world, ZHEDONG).groups[0]?.principal, 'professor');
  become(expert, 'expert', '许望之');
  const officials = OFFICIALS.map(([persona, name, role, scopeKind, scopeId]) => {
    const person: Person = { id: newId(), name, persona, unitId: null, companyId: null };
    world.people.push(person);
    const held: Role = { userId: person.id, role, scopeKind, scopeId };
    return held;
  });
  world.roles.push(...officials, {
    userId: expert.id,
    role: 'expert',
    scopeKind: 'platform',
    scopeId: 'platform',
  });
  const year = now.getUTCFullYear();
  world.certificates.push(
    { userId: researcher.id, name: 'SEM 培训证', validUntil: new Date(Date.UTC(year + 1, 5, 30)) },
    { userId: researcher.id, name: '实验室安全准入', validUntil: null },
    { userId: researcher2.id, name: 'XRD 培训证', validUntil: new Date(Date.UTC(year, 2, 31)) },
  );
  return {
    home,
    group,
    askingGroup,
    researcher,
    researcher2,
    company: first.person,
    companyHome: first.home,
    company2: second.person,
    company2Home: second.home,
    operator,
    crewId: centre.id,
    operator2,
  };
}
