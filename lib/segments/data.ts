import type { Run } from "../../.build/prisma/client.ts";
import { CladeError } from "../core/errors.ts";
import type { Localised } from "../core/localised.ts";
import { maskId } from "../core/mask-id.ts";
import { demandRole, mayReadPersonal, type WorkspaceScope } from "../core/scope.ts";
import { sharedInformationOf } from "../evaluation/information.ts";
import { db } from "../platform/db.ts";
import { sqlText } from "../platform/duckdb.ts";
import { queryArtefacts } from "../platform/parquet.ts";
import { agreementOf, pairSegments } from "./compare.ts";
import { figureColumns } from "./figures-schema.ts";
import type { MemberRowDto, MembersPage, MembersQuery, PeopleQuery, PersonDto, SameRfmDto } from "./member-schema.ts";
import { noSegment } from "./no-segment.ts";
import type { ReportDraft, SegmentsSummary } from "./schema.ts";
import type {
  CompareDto,
  CompareQuery,
  MapQuery,
  SegmentDetailDto,
  SegmentOrigin,
  SegmentOwner,
  SegmentPortraitDto,
  SegmentRowDto,
} from "./segment-schema.ts";
import { featureBytes, mapBytes } from "./stored-map.ts";
import { artefactOf, memberColumns, membersFile, readJson } from "./stored-members.ts";
import { countCommon, pairBytes } from "./stored-overlap.ts";
import { findSameRfm } from "./stored-pairs.ts";
import { findPerson, memberRow, membersOrder, membersSelect, membersWhere } from "./stored-people.ts";
import { profileRows } from "./stored-profile.ts";
import { readItems, readTrend } from "./stored-purchases.ts";
import { describeRows, isFixedRow, type SegmentRow, withRun } from "./stored-rows.ts";
import { readRule } from "./stored-rule.ts";
import { readTypical } from "./stored-typical.ts";

/** Segments of every dataset's newest finished run, largest first, and what was drawn on maps. */
export async function listSegments(scope: WorkspaceScope): Promise<SegmentRowDto[]> {
  const { workspaceId } = scope;
  const newest = await db().run.findMany({
    where: { workspaceId, status: "done", kind: "segment" },
    orderBy: { number: "desc" },
    distinct: ["datasetId"],
    select: { id: true },
    take: 200,
  });
  const rows = await db().segment.findMany({
    where: { workspaceId, OR: [{ runId: { in: newest.map(({ id }) => id) } }, { index: null }] },
    ...withRun,
    orderBy: [{ run: { number: "desc" } }, { index: { sort: "asc", nulls: "last" } }, { createdAt: "asc" }],
    take: 1000,
  });
  return describeRows([...rows].sort((a, b) => Number(isRest(a)) - Number(isRest(b))));
}

/** Those in no segment come after the segments; the order within is the query's. */
function isRest({ index }: SegmentRow): boolean {
  return index === noSegment;
}

/** Who may look after a segment: everybody of the workspace, by name. @throws FORBIDDEN */
export async function listOwners(scope: WorkspaceScope): Promise<SegmentOwner[]> {
  demandRole(scope, "marketer");
  const members = await db().member.findMany({
    where: { organizationId: scope.workspaceId },
    select: { user: { select: { id: true, name: true } } },
    orderBy: { user: { name: "asc" } },
  });
  return members.map(({ user }) => ({ userId: user.id, name: user.name }));
}

/** @throws NOT_FOUND */
export async function getSegment(scope: WorkspaceScope, id: string): Promise<SegmentDetailDto> {
  const row = await findSegment(scope, id);
  const artefact = artefactOf(row.run, "segments");
  const summary = readJson<SegmentsSummary>(artefact, "segments.json");
  const { currency, ingest } = readJson<ReportDraft>(artefact, "report.json");
  const own = row.index === null ? undefined : summary.segments[row.index];
  const described = row.index === noSegment ? summary.noise : own;
  const profile = described?.profile ?? (await profileRows(await membersFile(row.run), membersOf(row), summary));
  const [shown] = await describeRows([row]);
  if (!shown) throw new CladeError("NOT_FOUND");
  return {
    ...shown,
    users: summary.users,
    bought: ingest.buyers > 0,
    unit: ingest.unit ?? "user",
    currency,
    silhouette: own?.silhouette ?? null,
    origin: await originOf(scope, row.origin as SegmentOrigin | null),
    features: summary.features,
    figures: summary.figures ?? [],
    beside: await segmentsBeside(row, summary),
    profile,
    overall: summary.overall,
  };
}

/** Those that people decided neither have nor are such: how surely their members belong elsewhere is not known. */
async function segmentsBeside(row: SegmentRow, { between }: SegmentsSummary): Promise<SegmentDetailDto["beside"]> {
  if (!between || row.index === null || row.index >= between.length) return null;
  const others = await db().segment.findMany({
    where: { runId: row.runId, index: { gte: 0, lt: between.length, not: row.index } },
    select: { id: true, index: true, name: true, ownName: true, colour: true },
    orderBy: { index: "asc" },
  });
  const counts = between[row.index];
  return others.map(({ index, name, ...other }) => ({
    ...{ ...other, index: index ?? noSegment, name: name as unknown as Localised },
    people: counts?.[index ?? noSegment] ?? 0,
  }));
}

async function originOf({ workspaceId }: WorkspaceScope, origin: SegmentOrigin | null): Promise<SegmentOrigin | null> {
  if (!origin?.experimentId) return origin;
  const isThere = (await db().experiment.count({ where: { id: origin.experimentId, workspaceId } })) > 0;
  return isThere ? origin : { ...origin, experimentId: null };
}

/** A rule, typical people, items and months of a segment; those in none have neither rule nor middle, a fixed one was made by its rule. @throws NOT_FOUND */
export async function getPortrait(scope: WorkspaceScope, id: string): Promise<SegmentPortraitDto> {
  const row = await findSegment(scope, id);
  const members = membersOf(row);
  const summary = readJson<SegmentsSummary>(artefactOf(row.run, "segments"), "segments.json");
  const { features, voices } = summary;
  const isNone = row.index === noSegment;
  const typical = isNone ? [] : await readTypical(row.run, members, summary);
  return {
    rule: isNone || isFixedRow(row) ? null : await readRule(await membersFile(row.run), members, features),
    typical: typical.map((one) => seen(scope, one)),
    items: await readItems(row.run, members),
    trend: await readTrend(row.run, members),
    voices: row.index === null ? null : (voices?.[row.index] ?? null),
  };
}

/** Somebody as this reader may see them: an id that is an e-mail address or a phone number is personal. */
function seen<T extends MemberRowDto>(scope: WorkspaceScope, person: T): T {
  return mayReadPersonal(scope) ? person : { ...person, userId: maskId(person.userId) };
}

/** A page of a segment's members. Lists of people are for those who work with them. @throws NOT_FOUND, FORBIDDEN */
export async function listMembers(scope: WorkspaceScope, id: string, query: MembersQuery): Promise<MembersPage> {
  demandRole(scope, "marketer");
  const row = await findSegment(scope, id);
  const summary = readJson<SegmentsSummary>(artefactOf(row.run, "segments"), "segments.json");
  const { features } = summary;
  const file = sqlText(await membersFile(row.run));
  const where = membersWhere(membersOf(row), query.search);
  const { offset, limit } = query;
  const page = `SELECT ${membersSelect(summary)} FROM read_parquet(${file}) WHERE ${where}
    ORDER BY ${membersOrder(query, features)} LIMIT ${limit} OFFSET ${offset}`;
  const [found, counted] = [
    await queryArtefacts(page),
    await queryArtefacts(`SELECT count(*)::DOUBLE AS n FROM read_parquet(${file}) WHERE ${where}`),
  ];
  const total = Number(counted[0]?.n ?? 0);
  return {
    items: found.map((one) => seen(scope, memberRow(one, summary))),
    total,
    next: offset + limit < total ? offset + limit : null,
  };
}

/** Two people alike in recency, orders and spend, one in this segment and one in another. @throws NOT_FOUND, FORBIDDEN */
export async function getSameRfm(scope: WorkspaceScope, id: string): Promise<SameRfmDto> {
  demandRole(scope, "marketer");
  const row = await findSegment(scope, id);
  const { pair } = row.index === null || row.index < 0 ? { pair: null } : await findSameRfm(row.run, row.index);
  return { pair: pair && [seen(scope, pair[0]), seen(scope, pair[1])] };
}

/** One person by their place in the run's order. @throws NOT_FOUND, FORBIDDEN */
export async function getPerson(scope: WorkspaceScope, runId: string, at: string): Promise<PersonDto> {
  demandRole(scope, "marketer");
  const run = await findRun(scope, runId);
  const person = /^\d{1,9}$/.test(at) ? await findPerson(run, await membersFile(run), Number(at)) : null;
  if (!person) throw new CladeError("NOT_FOUND");
  return seen(scope, person);
}

/** Who stayed together between two runs, of whatever datasets: people are matched by id. @throws NOT_FOUND */
export async function compareRuns(scope: WorkspaceScope, { left, right }: CompareQuery): Promise<CompareDto> {
  const runs = [await findRun(scope, left), await findRun(scope, right)] as const;
  const { counts, both, onlyLeft, onlyRight } = await countCommon(...runs);
  const ofSegments = counts.slice(0, -1).map((row) => row.slice(0, -1));
  const pairs = pairSegments(ofSegments);
  const outside = counts.at(-1)?.at(-1) ?? 0;
  const stayed = [...pairs].reduce((sum, [at, to]) => sum + (counts[at]?.[to] ?? 0), outside);
  const { ami, vMeasure } = sharedInformationOf(counts);
  return {
    ...{ counts, both, onlyLeft, onlyRight },
    pairs: ofSegments.map((_, at) => pairs.get(at) ?? null),
    moved: both - stayed,
    agreement: both === 0 ? null : { ari: agreementOf(counts), ami, vMeasure },
  };
}

/** Who is who in two runs, as bytes: for everybody of the left one their row in the right one. @throws NOT_FOUND */
export async function openRowPairs(scope: WorkspaceScope, { left, right }: CompareQuery) {
  return pairBytes(await findRun(scope, left), await findRun(scope, right));
}

/** Everybody's place and segment, or one feature of everybody, as bytes. @throws NOT_FOUND */
export async function openMap(scope: WorkspaceScope, runId: string, { feature, layout }: MapQuery) {
  const run = await findRun(scope, runId);
  if (feature === undefined) return mapBytes(run, layout);
  const { features, figures = [] } = readJson<SegmentsSummary>(artefactOf(run, "segments"), "segments.json");
  const columns = [...features.map(({ id }) => id), ...figures.map((figure) => figureColumns[figure])];
  if (!columns.includes(feature)) throw new CladeError("NOT_FOUND");
  return featureBytes(await membersFile(run), feature);
}

/** Who stands at a place of the map, or whose id contains a text; a manager finds nobody by an id. */
export async function findPeople(scope: WorkspaceScope, runId: string, query: PeopleQuery): Promise<MemberRowDto[]> {
  if (query.search !== undefined) demandRole(scope, "marketer");
  const run = await findRun(scope, runId);
  const summary = readJson<SegmentsSummary>(artefactOf(run, "segments"), "segments.json");
  const at = query.row === undefined ? [] : [`${memberColumns.row} = ${query.row}`];
  const where = [membersWhere(null, query.search), ...at].join(" AND ");
  const found = await queryArtefacts(`SELECT ${membersSelect(summary)}
    FROM read_parquet(${sqlText(await membersFile(run))}) WHERE ${where}
    ORDER BY length(user_id), user_id LIMIT 10`);
  return found.map((one) => seen(scope, memberRow(one, summary)));
}

/** @throws NOT_FOUND */
async function findRun(scope: WorkspaceScope, id: string): Promise<Run> {
  const where = { id, workspaceId: scope.workspaceId, status: "done", kind: "segment" };
  const run = await db().run.findFirst({ where });
  if (!run) throw new CladeError("NOT_FOUND");
  return run;
}

/** @throws NOT_FOUND */
export async function findSegment(scope: WorkspaceScope, id: string): Promise<SegmentRow> {
  const row = await db().segment.findFirst({ where: { id, workspaceId: scope.workspaceId }, ...withRun });
  if (!row) throw new CladeError("NOT_FOUND");
  return row;
}

/** Who is in it: a segment's number, or the file of a lasso's rows. */
export function membersOf(row: SegmentRow): { readonly segment: number } | { readonly rowsFile: string } {
  if (row.index !== null) return { segment: row.index };
  const keys = { lasso: row.membersKey };
  const { folder } = artefactOf({ workspaceId: row.workspaceId, keys }, "lasso");
  return { rowsFile: `${folder}/rows.csv` };
}
