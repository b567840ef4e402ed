// Clients of every service, made from the .proto files at run time, and their addresses from the running directory.
'use strict';
const fs = require('fs');
const path = require('path');
const grpc = require('@grpc/grpc-js');
const protoLoader = require('@grpc/proto-loader');
const { GoogleError } = require('google-gax');

const protoRoot = path.join(__dirname, '..', '..', '..', 'proto');
const serviceFiles = fs.readdirSync(protoRoot, { recursive: true }).filter((file) => file.endsWith('_service.proto'));
const definitions = protoLoader.loadSync(serviceFiles, {
  includeDirs: [protoRoot],
  keepCase: true,
  longs: String,
  enums: String,
  defaults: true,
  oneofs: true,
});
const packages = grpc.loadPackageDefinition(definitions);
const agencies = JSON.parse(fs.readFileSync(process.env.AGENCIES, 'utf8')).agencies;

// `service` as in "population.v1.PopulationService".
function connect(agency, service) {
  const Client = service.split('.').reduce((space, name) => space[name], packages.lienthong);
  const { address } = agencies.find((entry) => entry.name === agency);
  return new Client(address, grpc.credentials.createInsecure());
}

function metadataOf(headers) {
  const metadata = new grpc.Metadata();
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
  return metadata;
}

// A unary call as a promise; rejects with grpc-js's ServiceError.
function call(client, method, request, { headers = {}, deadline = Date.now() + 20000 } = {}) {
  return new Promise((resolve, reject) => {
    client[method](request, metadataOf(headers), { deadline }, (error, response) => (error ? reject(error) : resolve(response)));
  });
}

// The google.rpc messages of an error as google-gax unpacks them from grpc-status-details-bin, by their short names.
function detailsOf(error) {
  const { statusDetails = [], reason, domain, errorInfoMetadata } = GoogleError.parseGRPCStatusDetails(error);
  const named = (name) => statusDetails.filter((detail) => detail.$type.name === name);
  return { reason, domain, metadata: errorInfoMetadata, badRequest: named('BadRequest'), localized: named('LocalizedMessage') };
}

// google.protobuf.Struct of a plain object; proto-loader has no short form of it.
function toStruct(object) {
  return { fields: Object.fromEntries(Object.entries(object).map(([name, value]) => [name, toValue(value)])) };
}

function toValue(value) {
  if (value === null || value === undefined) return { nullValue: 'NULL_VALUE' };
  if (Array.isArray(value)) return { listValue: { values: value.map(toValue) } };
  if (typeof value === 'object') return { structValue: toStruct(value) };
  return { [`${typeof value === 'boolean' ? 'bool' : typeof value}Value`]: value };
}

module.exports = { connect, metadataOf, call, detailsOf, toStruct, grpc };
