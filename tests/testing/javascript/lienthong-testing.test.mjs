// Worlds, clock, officers, journal, streams and refusals as a team's own tests see them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { connect, Refusal, start } from './lienthong-testing.mjs';

const HEALTH = 'health.v1.HealthService';
const GATEWAY = 'gateway.v1.GatewayService';
const MOTHER = { fullName: 'Nguyễn Thị Mẫu Bình', birthDate: { year: 1995, month: 3, day: 8 } };
const CHILD = { sex: 'SEX_MALE', birthDate: { year: 2024, month: 7, day: 29 }, weightGrams: 3200 };
// As much of a birth as is looked at before an officer sees it.
const BIRTH = {
  workflow: 'birth-residence-health-card',
  applicant: { pin: '901023000149', fullName: 'Người Mẫu' },
  form: {
    birth: {
      commune_code: '00001',
      child: { family_name: 'Mẫu', given_name: 'An', sex: 'SEX_MALE', birth_date: CHILD.birthDate },
      mother: { full_name: 'Người Mẫu', residence: { province_code: '01', district_code: '001', commune_code: '00001' } },
    },
  },
};

let town;
before(async () => { town = await start(process.env.LIENTHONG_BINARY); });
after(() => town.close());

async function issueNotice(world, requestId = 'notice') {
  const { persons: [mother] } = await world.call('population.v1.PopulationService/ListPersons', MOTHER);
  const { birthNotification } = await world.call(`${HEALTH}/IssueBirthNotification`, {
    requestId,
    birthNotification: { facilityCode: '01901', childrenOfDelivery: 1, mother: { pin: mother.pin, ...MOTHER }, child: CHILD },
  });
  return birthNotification.number;
}

async function noticesIn(world) {
  const { birthNotifications } = await world.call(`${HEALTH}/ListBirthNotifications`);
  return birthNotifications.length;
}

const refusalOf = (promise) => promise.then(() => assert.fail('it was not refused'), (error) => {
  assert.ok(error instanceof Refusal, error);
  return error;
});

describe('world', () => {
  test('a fresh world is gone after its block', async () => {
    const world = await town.withFreshWorld(async (fresh) => {
      assert.equal((await town.world(fresh.name)).name, fresh.name);
      return fresh;
    });
    assert.equal((await refusalOf(noticesIn(world))).reason, 'WORLD_UNKNOWN');
  });

  test('it is deleted when the test fails', async () => {
    let name;
    await assert.rejects(town.withFreshWorld(async (world) => {
      name = world.name;
      throw new Error('the test failed');
    }), /the test failed/);
    assert.equal((await refusalOf(town.world(name))).reason, 'WORLD_UNKNOWN');
  });

  test('a fork has the past and its own future', () => town.withFreshWorld(async (world) => {
    await issueNotice(world);
    const copy = await world.fork();
    assert.equal(await noticesIn(copy), 1);
    await copy.reset();
    assert.deepEqual([await noticesIn(world), await noticesIn(copy)], [1, 0]);
    await copy.delete();
  }));

  test('worlds of one seed give the same numbers', async () => {
    const numbers = await Promise.all([7, 7].map((seed) => town.withFreshWorld((world) => issueNotice(world), { seed })));
    assert.equal(numbers[0], numbers[1]);
  });

  test('a world nobody damaged is coherent', () => town.withFreshWorld(async (world) => {
    await issueNotice(world);
    assert.deepEqual(await world.violations(), []);
  }));
});

describe('clock', () => {
  test('it moves by working days, by seconds, to a time and until nothing is left', () => town.withFreshWorld(async (world) => {
    assert.equal((await world.advance({ workingDays: 5 })).toISOString(), '2024-08-12T01:00:00.000Z');
    assert.equal((await world.advance({ seconds: 1.5 })).toISOString(), '2024-08-12T01:00:01.500Z');
    const tet = new Date('2025-01-29T00:00:00Z');
    assert.deepEqual(await world.advance({ to: tet }), tet);
    assert.deepEqual(await world.advance({ untilIdle: true }), tet);
  }));
});

describe('officers and streams', () => {
  test('a dossier waits for a person, and its history ends when it is withdrawn', () => town.withFreshWorld(async (world) => {
    await world.setOfficers({ agency: '*', mode: 'OFFICER_MODE_PERSON' });
    const { dossier: { dossierId } } = await world.call(`${GATEWAY}/SubmitDossier`, { requestId: 'file', ...BIRTH });
    const history = [];
    for await (const { event } of world.watch(`${GATEWAY}/WatchDossier`, { dossierId })) {
      history.push(event);
      if (history.length === 1) await world.call(`${GATEWAY}/WithdrawDossier`, { requestId: 'withdraw', dossierId });
    }
    assert.deepEqual(history.map((event) => Number(event.sequence)), history.map((_, index) => index + 1));
    const { dossier } = await world.call(`${GATEWAY}/GetDossier`, { dossierId });
    assert.equal(dossier.outcome, 'DOSSIER_OUTCOME_WITHDRAWN');
  }));

  test('a stream of what does not exist is refused', () => town.withFreshWorld(async (world) => {
    const refusal = await refusalOf(world.watch(`${GATEWAY}/WatchDossier`, { dossierId: 'none' }).next());
    assert.equal(refusal.reason, 'RESOURCE_NOT_FOUND');
  }));
});

describe('journal', () => {
  test('it has who called what, and marks repeats', () => town.withFreshWorld(async (world) => {
    const shop = world.callingAs('my-shop', { 'lienthong-purpose': '037' });
    await issueNotice(shop, 'r-1');
    await issueNotice(shop, 'r-1');
    const lines = await world.journal({ method: 'IssueBirthNotification', caller: 'my-shop' });
    assert.deepEqual(lines.map((line) => line.replay).sort(), [false, true]);
    assert.deepEqual(lines.map((line) => [line.agency, line.requestId, line.purpose]), Array(2).fill(['health', 'r-1', '037']));
  }));
});

describe('refusal', () => {
  test('it has reason, field and sentences', () => town.withFreshWorld(async (world) => {
    const refusal = await refusalOf(world.call('population.v1.PopulationService/GetPerson', { pin: '12' }));
    assert.equal(refusal.code, 'invalid_argument');
    assert.equal(refusal.reason, 'PERSONAL_NUMBER_NOT_12_DIGITS');
    assert.deepEqual(refusal.metadata, { field: 'pin' });
    assert.deepEqual(Object.keys(refusal.fields), ['pin']);
    assert.deepEqual(Object.keys(refusal.texts).sort(), ['en', 'vi']);
    assert.equal(refusal.retryAfterSeconds, undefined);
  }));

  test('a crowded server says when to call again', async () => {
    const small = await start(process.env.LIENTHONG_BINARY, { options: ['--max-world-watches', '1'] });
    try {
      await small.withFreshWorld(async (world) => {
        const { dossier: { dossierId } } = await world.call(`${GATEWAY}/SubmitDossier`, { requestId: 'file', ...BIRTH });
        const hold = new AbortController();
        const held = world.watch(`${GATEWAY}/WatchDossier`, { dossierId }, { signal: hold.signal });
        await held.next();
        const refusal = await refusalOf(world.watch(`${GATEWAY}/WatchDossier`, { dossierId }).next());
        assert.equal(refusal.code, 'resource_exhausted');
        assert.ok(refusal.retryAfterSeconds > 0, String(refusal.retryAfterSeconds));
        hold.abort();
      }, { officers: [{ agency: '*', mode: 'OFFICER_MODE_PERSON' }] });
    } finally {
      await small.close();
    }
  });

  test('a server that is not there is said at once', async () => {
    await assert.rejects(start('/bin/false'), /did not start/);
    await assert.rejects(connect('http://127.0.0.1:1').world(), TypeError);
  });
});
