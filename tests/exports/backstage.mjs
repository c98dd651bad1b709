// Checks entities with the policies that a catalog of Backstage applies, and the one of resources.
// The arguments are files; what is wrong with each is printed as JSON.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const model = require('@backstage/catalog-model');
const { parse } = require('yaml');

const policy = model.EntityPolicies.allOf([
  new model.SchemaValidEntityPolicy(),
  new model.NoForeignRootFieldsEntityPolicy(),
  new model.FieldFormatEntityPolicy(),
  new model.DefaultNamespaceEntityPolicy(),
]);
const found = {};
for (const path of process.argv.slice(2)) {
  found[path] = [];
  try {
    const entity = await policy.enforce(parse(readFileSync(path, 'utf8')));
    const isResource = await model.resourceEntityV1alpha1Validator.check(entity);
    if (!isResource) found[path].push('no resource');
    model.parseEntityRef(entity.spec.owner);
  } catch (error) {
    found[path].push(String(error.message));
  }
}
console.log(JSON.stringify(found));
