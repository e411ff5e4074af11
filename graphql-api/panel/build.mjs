// Builds the panel (`node build.mjs build`) or checks it (`node build.mjs check`), and does nothing when nothing has changed
// since: what it is made of is hashed, and the hash of what was done last is kept beside it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST = [20, 19];
const here = dirname(fileURLToPath(import.meta.url));
const done = join(here, 'node_modules', '.done');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  console.error(`The panel is built with Node.js ${OLDEST.join('.')} or newer; the one on the PATH is ${process.versions.node}: install a newer one (https://nodejs.org) and build again.`);
  process.exit(1);
}

function files(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).sort().flatMap((it) => files(join(path, it)));
}

function hash(...paths) {
  const sum = createHash('sha256').update(process.versions.node);
  for (const path of paths.flatMap((it) => files(join(here, it)))) sum.update(path).update('\0').update(readFileSync(path)).update('\0');
  return sum.digest('hex');
}

const stamp = (name) => join(done, name);
const isDone = (name, value) => existsSync(stamp(name)) && readFileSync(stamp(name), 'utf8') === value;

function note(name, value) {
  mkdirSync(done, { recursive: true });
  writeFileSync(stamp(name), value);
}

function npm(...args) {
  const { status } = spawnSync('npm', args, { cwd: here, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}

const packages = hash('package.json', 'package-lock.json');
if (!isDone('packages', packages)) {
  rmSync(done, { recursive: true, force: true });
  npm('ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error');
  note('packages', packages);
}

const sources = hash('package-lock.json', 'src', 'public', 'codegen', 'codegen.ts', 'vite.config.ts', 'tsconfig.json', 'eslint.config.js', 'index.html', '../src/main/resources/graphql');
if (process.argv[2] === 'check') {
  if (!isDone('check', sources)) {
    if (!existsSync(join(here, 'generated'))) npm('run', '--silent', 'generate');
    npm('run', '--silent', 'check');
    note('check', sources);
  }
} else if (!isDone('build', sources) || !existsSync(join(here, 'dist', 'index.html'))) {
  npm('run', '--silent', 'build');
  note('build', sources);
}
