// Checks data contracts with a published schema, the first argument, by ajv; prints what it finds.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
const require = createRequire(import.meta.url);
const Ajv = require('ajv/dist/2019').default;
const formats = require('ajv-formats').default;
const { parse } = require('yaml');
const [schema, ...paths] = process.argv.slice(2);
const ajv = new Ajv({ allErrors: true, strict: false });
formats(ajv);
const check = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));
const found = {};
for (const path of paths) {
  check(parse(readFileSync(path, 'utf8')));
  found[path] = (check.errors ?? []).map(error => `${error.instancePath} ${error.message}`);
}
console.log(JSON.stringify(found));
