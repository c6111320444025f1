// Runs one command, then writes down what V8 has compiled of a bundle by now: main.js, the bundle, the command's words.
const { writeFileSync } = require("node:fs");

const [main, bundle, ...words] = process.argv.slice(2);
const { compiledPath, loadProgram, parts } = require(main);
loadProgram(words)
  .run(words)
  .then((status) => {
    if (status === 0) writeFileSync(compiledPath(bundle), parts.get(`./${bundle}`).script.createCachedData());
    process.exit(status);
  });
