// node judge.js TOOLS KIND FILE: what those say who know the format, a line for each fault.
// TOOLS is the folder below which npm has installed them.
const fs = require('node:fs');
const path = require('node:path');
const [tools, kind, file] = process.argv.slice(2);
const of = name => require(require.resolve(name, {paths: [tools]}));
const text = fs.readFileSync(file, 'utf8');

const judges = {
  // The Compose Specification's JSON schema, as a linter brings it.
  compose() {
    const Ajv = of('ajv').default;
    const schema = path.join(tools, 'node_modules/dclint/schemas/compose.schema.json');
    const {$schema, ...rules} = JSON.parse(fs.readFileSync(schema, 'utf8'));
    const fits = new Ajv({allErrors: true, strict: false, logger: false}).compile(rules);
    fits(of('yaml').parse(text, {merge: true}));
    return (fits.errors ?? []).map(fault =>
        `${fault.instancePath}: ${fault.message} ${JSON.stringify(fault.params)}`);
  },

  dockerfile() {
    const faults = of('dockerfile-utils').validate(text);
    return faults.map(fault => `line ${fault.range.start.line + 1}: ${fault.message}`);
  },

  // The types that are made from the OpenAPI description of Kubernetes. The compiler refuses a field
  // of an object that its type does not have, one that is missing, and one of another type.
  kubernetes() {
    const ts = of('typescript');
    const source = of('yaml').parseAllDocuments(text, {version: '1.1'}).map((document, at) => {
      const object = document.toJS();
      const type = `kubernetes-models/${object.apiVersion}/${object.kind}`;
      return `import {I${object.kind} as T${at}} from '${type}';\n`
          + `export const ${object.kind}${at}: T${at} = ${JSON.stringify(object, null, 1)};\n`;
    });
    const written = path.join(tools, 'kubernetes.ts');
    fs.writeFileSync(written, source.join(''));
    const options = {
      module: ts.ModuleKind.CommonJS,
      moduleResolution: ts.ModuleResolutionKind.Node10,
      noEmit: true,
      skipLibCheck: true,
      strict: true,
      types: [],
    };
    const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram([written], options));
    return diagnostics.map(each => {
      const line = each.file?.getLineAndCharacterOfPosition(each.start).line;
      const where = line === undefined ? '' : each.file.text.split('\n')[line].trim() + ': ';
      return where + ts.flattenDiagnosticMessageText(each.messageText, ' ');
    });
  },
};

for (const fault of judges[kind]()) {
  console.log(fault);
}
