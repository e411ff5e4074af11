// Runs once, in the mongosh of a fresh MongoDB container: a one-member replica set where none is configured yet, then
// the collections and indexes that the application declares too.
const fs = require('fs');
const path = require('path');

const folder = process.env.MONGO_INIT_COLLECTIONS || '/docker-entrypoint-initdb.d/collections';
const name = process.env.MONGO_INITDB_DATABASE && process.env.MONGO_INITDB_DATABASE !== 'test'
  ? process.env.MONGO_INITDB_DATABASE
  : 'crm';

function prepareReplicaSet() {
  const options = db.adminCommand({ getCmdLineOpts: 1 }).parsed || {};
  const set = options.replication && (options.replication.replSetName || options.replication.replSet);
  if (!set) {
    // The image runs this file on a temporary standalone server; the composition's health check initiates the set.
    return;
  }
  try {
    rs.status();
  } catch (error) {
    if (error.codeName !== 'NotYetInitialized') {
      throw error;
    }
    rs.initiate({ _id: set, members: [{ _id: 0, host: process.env.MONGO_HOST || 'localhost:27017' }] });
  }
  while (!db.hello().isWritablePrimary) {
    sleep(200);
  }
}

function prepareCollection(target, declaration) {
  if (!target.getCollectionNames().includes(declaration.collection)) {
    target.createCollection(declaration.collection);
  }
  const indexes = (declaration.indexes || []).map(({ keys, ...options }) => ({ key: keys, ...options }));
  if (indexes.length > 0) {
    const answer = target.runCommand({ createIndexes: declaration.collection, indexes });
    if (!answer.ok) {
      throw new Error(`${declaration.collection}: ${answer.errmsg}`);
    }
  }
}

prepareReplicaSet();
const target = db.getSiblingDB(name);
const files = fs.existsSync(folder) ? fs.readdirSync(folder).filter((file) => file.endsWith('.json')).sort() : [];
for (const file of files) {
  prepareCollection(target, JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')));
}
print(`mongo-init: ${files.length} collections prepared in ${name}`);
