// Checks files by schemas as editors on Node do. The arguments are a schema and the files after it;
// each line that is printed is a complaint.
import {readFileSync} from 'node:fs';
import {Ajv2020} from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import YAML from 'yaml';

const [schema, ...files] = process.argv.slice(2);
// Unknown keywords and formats are errors. A value may have several types, and some keys are required
// only beside others, which the strictest mode would refuse.
const lenient = {strictTypes: false, strictRequired: false};
const ajv = formats.default(new Ajv2020({strict: true, ...lenient, allErrors: true}));
const isValid = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));
for (const file of files) {
  if (!isValid(YAML.parse(readFileSync(file, 'utf8')))) {
    for (const error of isValid.errors) console.log(`${file}${error.instancePath}: ${error.message}`);
  }
}
