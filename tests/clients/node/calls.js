'use strict';
const assert = require('assert');
const { connect, metadataOf, call, detailsOf, grpc } = require('./services');
const { findFamily, noticeOf, dossierOf, health } = require('./birth');

const population = connect('population', 'population.v1.PopulationService');
const gateway = connect('gateway', 'gateway.v1.GatewayService');
const control = connect('gateway', 'control.v1.ControlService');

async function refusal(promise) {
  return promise.then(() => assert.fail('it was not refused'), (error) => error);
}

// A family's dossier in a world of its own, where officers behave as `officers` says.
async function fileIn(world, officers = []) {
  await call(control, 'CreateWorld', { request_id: world, world: { name: world, officers } });
  const headers = { 'lienthong-world': world, 'lienthong-caller': 'node' };
  const family = await findFamily();
  await call(health, 'IssueBirthNotification', noticeOf(family), { headers });
  const { dossier } = await call(gateway, 'SubmitDossier', dossierOf(family), { headers });
  return { dossier, headers };
}

// Every event until the stream ends, and how it ended.
function watch(request, headers, deadline) {
  return new Promise((resolve) => {
    const events = [];
    const stream = gateway.WatchDossier(request, metadataOf(headers), { deadline });
    stream.on('data', (event) => events.push(event));
    stream.on('error', (error) => resolve({ events, code: error.code, error }));
    stream.on('end', () => resolve({ events, code: grpc.status.OK }));
  });
}

const checks = {
  async 'unary: a person'() {
    const { persons } = await call(population, 'ListPersons', { page_size: 1 });
    assert.match(persons[0].pin, /^\d{12}$/);
  },

  async 'a refusal: google-gax reads ErrorInfo, BadRequest, LocalizedMessage'() {
    const error = await refusal(call(population, 'GetPerson', { pin: '12' }));
    assert.strictEqual(error.code, grpc.status.INVALID_ARGUMENT);
    const { reason, domain, metadata, badRequest, localized } = detailsOf(error);
    assert.strictEqual(reason, 'PERSONAL_NUMBER_NOT_12_DIGITS');
    assert.strictEqual(domain, 'population.lienthong.vn');
    assert.strictEqual(metadata.field, 'pin');
    assert.strictEqual(badRequest[0].fieldViolations[0].field, 'pin');
    assert.deepStrictEqual(localized.map((text) => text.locale).sort(), ['en', 'vi']);
    assert.match(localized.find((text) => text.locale === 'vi').message, /12 chữ số/);
  },

  async 'a refusal of the gateway, unpacked the same way'() {
    const error = await refusal(call(gateway, 'GetDossier', { dossier_id: 'none' }));
    assert.strictEqual(error.code, grpc.status.NOT_FOUND);
    assert.strictEqual(detailsOf(error).reason, 'RESOURCE_NOT_FOUND');
  },

  async 'a stream: the bundle from filing to its end, without gaps, and again from the middle'() {
    const { dossier, headers } = await fileIn('node-stream');
    const whole = await watch({ dossier_id: dossier.dossier_id }, headers, Date.now() + 30000);
    assert.strictEqual(whole.code, grpc.status.OK);
    whole.events.forEach((event, index) => assert.strictEqual(Number(event.sequence), index + 1));
    assert.strictEqual(whole.events[0].event.kind, 'DOSSIER_EVENT_KIND_SUBMITTED');
    const after = whole.events[2].sequence;
    const rest = await watch({ dossier_id: dossier.dossier_id, after_sequence: after }, headers, Date.now() + 30000);
    assert.deepStrictEqual(rest.events, whole.events.slice(3));
    const now = await call(gateway, 'GetDossier', { dossier_id: dossier.dossier_id }, { headers });
    assert.strictEqual(now.dossier.outcome, 'DOSSIER_OUTCOME_COMPLETED');
    assert.strictEqual(now.dossier.parts.length, 3);
  },

  async 'a deadline ends a stream that waits for an officer'() {
    const { dossier, headers } = await fileIn('node-deadline', [{ agency: '*', mode: 'OFFICER_MODE_PERSON' }]);
    const { events, code } = await watch({ dossier_id: dossier.dossier_id }, headers, Date.now() + 1000);
    assert.strictEqual(code, grpc.status.DEADLINE_EXCEEDED);
    assert.ok(events.length > 0);
  },

  async 'a call whose deadline has passed'() {
    const error = await refusal(call(population, 'ListPersons', {}, { deadline: Date.now() - 1 }));
    assert.strictEqual(error.code, grpc.status.DEADLINE_EXCEEDED);
  },

  async 'a cancelled stream leaves the server serving'() {
    const { dossier, headers } = await fileIn('node-cancel', [{ agency: '*', mode: 'OFFICER_MODE_PERSON' }]);
    const code = await new Promise((resolve) => {
      const stream = gateway.WatchDossier({ dossier_id: dossier.dossier_id }, metadataOf(headers));
      stream.once('data', () => stream.cancel());
      stream.on('error', (error) => resolve(error.code));
      stream.on('end', () => resolve(grpc.status.OK));
    });
    assert.strictEqual(code, grpc.status.CANCELLED);
    await call(gateway, 'GetDossier', { dossier_id: dossier.dossier_id }, { headers });
  },
};

async function main() {
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check();
      console.log(`ok      ${name}`);
    } catch (error) {
      console.log(`FAILED  ${name}\n${error.stack}`);
      process.exitCode = 1;
    }
  }
  process.exit();
}

main();
