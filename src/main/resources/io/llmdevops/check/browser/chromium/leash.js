'use strict';
// Loaded into Node.js before Playwright. Says who it is, keeps its words out of the engine's
// terminal, ends what it started when the engine is gone, and cuts what a page makes it tell: a page
// can write gigabytes to its console, and every byte of them would become the engine's memory.

const fs = require('fs');
const path = require('path');

const LONGEST_EVENT = 64 * 1024;
const LONGEST_REPLY = 16 * 1024 * 1024;
const LONGEST_STRING = 4000;
const MOST_ITEMS = 100;
const GRACE_MS = 2000;

const folder = __dirname;

// The lowest free descriptor is the one that was closed last: the file becomes standard error.
fs.closeSync(2);
fs.openSync(path.join(folder, 'stderr.log'), 'a');

process.title = 'llmdevops-browser';
fs.writeFileSync(path.join(folder, 'pid.new'), String(process.pid));
fs.renameSync(path.join(folder, 'pid.new'), path.join(folder, 'pid'));

// The engine has gone. Playwright closes the browser politely, which a hung one does not notice;
// at its exit Playwright kills what is left.
process.stdin.on('close', () => setTimeout(() => process.exit(1), GRACE_MS));

function cut(value) {
  if (typeof value === 'string') {
    return value.length > LONGEST_STRING ? value.slice(0, LONGEST_STRING) + '…' : value;
  }
  if (Array.isArray(value)) {
    return value.slice(0, MOST_ITEMS).map(cut);
  }
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).slice(0, MOST_ITEMS).map(([k, v]) => [k, cut(v)]));
  }
  return value;
}

function shortened(data) {
  if (data.length <= LONGEST_EVENT) {
    return data;
  }
  const message = JSON.parse(data.toString('utf8'));
  if (!message.id) {
    return Buffer.from(JSON.stringify(cut(message)));
  }
  if (data.length <= LONGEST_REPLY) {
    return data;
  }
  const error = {name: 'Error', message: 'the answer is too long', stack: ''};
  return Buffer.from(JSON.stringify({id: message.id, error: {error}}));
}

// Playwright writes each message in two pieces: four bytes of length, then the text.
const write = process.stdout.write.bind(process.stdout);
let length = null;
process.stdout.write = (piece) => {
  if (length === null) {
    length = piece;
    return true;
  }
  const data = shortened(piece);
  length.writeUInt32LE(data.length, 0);
  write(length);
  length = null;
  return write(data);
};
